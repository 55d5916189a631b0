import { expect, it } from "vitest";
import { day, floor, reportOn } from "@/test/tier-mix-scenario";
import { tableCsv } from "../table-csv";
import { TIER_MIX_TABLES } from "./tables";

const report = reportOn(
  [
    { at: day(3), tier: "primary", count: 3 },
    { at: day(3), tier: "canned", count: 1, reason: "=timeout, late", rule: "r1" },
  ],
  { objectives: [floor] },
);

it("has a cell under every header, whatever the table", () => {
  for (const build of Object.values(TIER_MIX_TABLES)) {
    const { header, rows } = build(report);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
  }
});

it("holds shares unrounded and unknown as empty cells", () => {
  const tiers = TIER_MIX_TABLES["tiers"]?.(report);
  expect(tiers?.rows[0]?.slice(0, 4)).toEqual(["primary", 0, 3, 0.75]);
  expect(tiers?.rows[0]?.at(-1)).toBeNull();
});

it("cannot be made to run a formula", () => {
  const reasons = TIER_MIX_TABLES["reasons"]?.(report);
  expect(reasons && tableCsv(reasons).split("\r\n")[1]).toMatch(/^"'=timeout, late",1,0\.25,/);
});
