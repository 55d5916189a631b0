import { expect, it } from "vitest";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import { day, MONTH, reportOn } from "@/test/tier-mix-scenario";
import { prepareQuality } from "./prepare-quality";

const scope: AnalysisScope = {
  window: MONTH,
  range: "30d",
  feature: null,
  environment: null,
  tenant: null,
  segments: {},
};
type Judged = readonly [tier: string, good: number, scored: number];

const prepared = (...judged: readonly Judged[]) =>
  prepareQuality(
    reportOn(
      ["primary", "secondary", "canned"].map((tier) => ({ at: day(3), tier, count: 100 })),
      { quality: judged.map(([tier, good, scored]) => ({ tier, good, scored })) },
    ),
    { slug: "shop", scope },
  );

it.each<[string, readonly Judged[]]>([
  ["No request of this window has been judged good or bad.", []],
  ["No request of a primary tier has been judged to compare with.", [["canned", 3, 40]]],
  [
    "canned is judged worse than primary: 60.0 % good against 80.0 %, −20.0 points (−33.4 to −5.2).",
    [
      ["primary", 56, 70],
      ["secondary", 36, 40],
      ["canned", 48, 80],
    ],
  ],
  [
    "No tier is shown to be judged better or worse than primary.",
    [
      ["primary", 56, 70],
      ["canned", 54, 70],
    ],
  ],
  [
    "Cannot tell whether tiers differ: each needs 30 judged requests.",
    [
      ["primary", 56, 70],
      ["canned", 0, 29],
    ],
  ],
])("says “%s”", (note, judged) => {
  expect(prepared(...judged).note).toBe(note);
});

it("counts a few and gives the share of many, each leading to just those traces", () => {
  const { rows } = prepared(["primary", 56, 70], ["canned", 18, 25]);
  expect(rows.map(({ good, bad, against }) => [good, bad, against])).toEqual([
    ["80.0 %", "14", ""],
    ["18 of 25", "7", "cannot tell"],
  ]);
  const queries = [rows[1]?.goodHref, rows[1]?.scoredHref].map(
    (href) => new URL(href ?? "", "http://x").searchParams.get("q") ?? "",
  );
  expect(queries).toEqual([
    "source:production tier:canned verdict:good",
    "source:production tier:canned verdict:good,bad",
  ]);
  for (const query of queries) expect(parseTraceQuery(query).faults).toEqual([]);
});
