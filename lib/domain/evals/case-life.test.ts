import { expect, it } from "vitest";
import { type CaseRecord, findDeath, freshnessOf, lifetimeOf } from "./case-life";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const record = (more: Partial<CaseRecord>): CaseRecord => ({
  bornAt: day(1),
  checks: [],
  saturatedAt: null,
  brokenAt: null,
  ...more,
});
const checks = (...alive: (boolean | null)[]) =>
  alive.map((isAlive, week) => ({ at: day(7 * (week + 1)), isAlive }));

it("takes a case for dead at the third failed check in a row, not at the second", () => {
  expect(findDeath(record({ checks: checks(false, false, true, false) }), day(90))).toBeNull();
  expect(findDeath(record({ checks: checks(true, false, null, false, false) }), day(90))).toEqual({
    at: day(35),
    cause: "not_in_production",
  });
});

it("takes the first of several causes, up to the moment asked about", () => {
  const dying = record({ saturatedAt: day(40), brokenAt: day(20) });
  expect(findDeath(dying, day(90))).toEqual({ at: day(20), cause: "dependency_moved" });
  expect(findDeath(dying, day(19))).toBeNull();
  expect(lifetimeOf(dying, findDeath(dying, day(90)), day(90))).toEqual({ days: 19, isDead: true });
  expect(lifetimeOf(dying, null, day(11))).toEqual({ days: 10, isDead: false });
});

it("halves freshness with every half-life, and shows no product where one factor is unknown", () => {
  const fresh = { isAlive: true, isValid: true, toldAt: day(1) };
  expect(freshnessOf(fresh, 90, new Date(day(1).getTime() + 90 * 86_400_000)).product).toBeCloseTo(
    0.5,
  );
  expect(freshnessOf({ ...fresh, isValid: false }, 90, day(1)).product).toBe(0);
  expect(freshnessOf({ ...fresh, isAlive: null }, 90, day(1))).toEqual({
    alive: null,
    dependencies: 1,
    discrimination: 1,
    product: null,
  });
});
