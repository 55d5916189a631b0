import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day, onDay, reportOn } from "@/test/tier-mix-scenario";

describe("steps and their causes", () => {
  const change = (title: string, index: number, ruleIds: readonly string[] = []) => ({
    at: day(index),
    rolloutEndsAt: null,
    title,
    author: null,
    url: null,
    ruleIds,
  });
  const demoted = (index: number, rule: string, count: number) => ({
    at: day(index),
    tier: "secondary",
    count,
    rule,
  });
  const twoRules = Array.from({ length: 30 }, (_, i) => [
    { at: day(i), tier: "primary", count: i < 15 ? 1_000 : 600 },
    ...(i < 15 ? [] : [demoted(i, "a", 300), demoted(i, "b", 100)]),
  ]).flat();

  it("credits one change with the whole step", () => {
    const { waterfall } = reportOn(twoRules, { changes: [change("router", 15)] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual(["router"]);
    expect(waterfall?.entries[0]?.delta).toBeCloseTo(-0.4, 9);
  });

  it("splits it by what the rules of several changes moved, and leaves the rest unattributed", () => {
    const changes = [change("one", 15, ["a"]), change("two", 15, ["c"])];
    const { steps, waterfall } = reportOn(twoRules, { changes });
    const primary = steps.find(({ tier }) => tier === "primary");
    expect(primary?.changes[0]).toMatchObject({ title: "one" });
    expect(primary?.changes[0]?.share).toBeCloseTo(0.75, 9);
    expect(primary?.changes[1]).toEqual({ title: "two", share: 0 });
    expect(waterfall?.entries.at(-1)).toMatchObject({ title: null });
    expect(waterfall?.entries.at(-1)?.delta).toBeCloseTo(-0.1, 9);
  });

  it("shares a step among changes of which no rule tells", () => {
    const { steps } = reportOn(twoRules, { changes: [change("one", 14), change("two", 15)] });
    expect(steps[0]?.changes.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it("leaves a step without a change near it to nobody", () => {
    const { waterfall } = reportOn(twoRules, { changes: [change("early", 10)] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual([null]);
  });

  it("looks for a cut as far as the rollout goes", () => {
    const slow = { ...change("slow", 10), rolloutEndsAt: day(16) };
    const { waterfall } = reportOn(twoRules, { changes: [slow] });
    expect(waterfall?.entries.map(({ title }) => title)).toEqual(["slow"]);
  });

  it("sums exactly from the first level to the last", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 30 });
    const titles = fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 6 });
    fc.assert(
      fc.property(counts, titles, (secondary, changed) => {
        const requests = secondary.flatMap((count, i) => onDay(i, count, 400));
        const changes = changed.map((index) => change(`change ${index}`, index));
        const { waterfall } = reportOn(requests, { changes });
        const sum = waterfall?.entries.reduce((total, { delta }) => total + delta, 0) ?? 0;
        expect(sum).toBeCloseTo((waterfall?.end ?? 0) - (waterfall?.start ?? 0), 9);
      }),
    );
  });
});
