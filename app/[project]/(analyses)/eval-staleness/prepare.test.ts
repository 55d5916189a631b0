import { expect, it } from "vitest";
import { buildEvalStalenessReport } from "@/lib/analyses/eval-staleness/report";
import { assessed, stalenessParams } from "@/test/staleness-report";
import { cellText, cellTone, prepareVerdict } from "./prepare";
import { STALENESS_TABLES } from "./tables";

const params = stalenessParams();
const reportOf = (given: Parameters<typeof assessed>[0]) =>
  buildEvalStalenessReport(assessed(given), params);

it("says what passes, how much of it still speaks of production, and what it cannot tell", () => {
  const report = reportOf({
    cases: 240,
    staleFraction: 0.42,
    rawPass: 0.94,
    freshPass: 0.81,
    cannotTellApart: 5,
  });
  const { status, word, sentence } = prepareVerdict(report, params);
  expect([status, word]).toEqual(["broken", "untrustworthy"]);
  expect(sentence).toBe(
    "support-gold: 94.0 % of 240 pass, but only 58.0 % (51.7–64.1) of its 240 cases still resemble production of the last 30 days; on those the pass rate is 81.0 %. It cannot tell the last 5 subjects apart: they lie 2.1 points apart, and it shows differences from 6.3 points on.",
  );
});

it("does not say but where the suite is well, and watches one that tells nobody apart", () => {
  const well = reportOf({ cases: 240, staleFraction: 0.04, rawPass: 0.9, freshPass: 0.9 });
  const view = prepareVerdict(well, params);
  expect(view.status).toBe("ok");
  expect(view.sentence).toContain("pass, and 96.0 %");
  const blunt = reportOf({ cases: 240, staleFraction: 0.04, cannotTellApart: 3 });
  expect(prepareVerdict(blunt, params).status).toBe("watch");
});

it("says that it cannot tell, and what it would need", () => {
  const few = reportOf({ cases: 6, staleFraction: 0 });
  const { status, sentence } = prepareVerdict(few, params);
  expect(status).toBe("unknown");
  expect(sentence).toBe("support-gold: cannot tell: 6 cases, needs 10.");
});

it("names what production asks and no case does", () => {
  const orphans = [
    { cluster: "c1", label: "crypto wallet", share: 0.1, traceIds: ["t1"], example: null },
    { cluster: "c2", label: "rare", share: 0.001, traceIds: ["t2"], example: null },
  ];
  const { notes } = prepareVerdict(
    reportOf({ cases: 20, staleFraction: 0, rows: orphans }),
    params,
  );
  expect(notes).toEqual([
    "One kind of request, 10.0 % of production, is in no case: “crypto wallet”.",
  ]);
});

it("colours what is over or under represented the stronger the more it is", () => {
  expect(cellTone(null)).toEqual({ side: "even", strength: 0 });
  expect(cellTone(0.05).side).toBe("even");
  expect(cellTone(-1.5)).toEqual({ side: "under", strength: 0.5 });
  expect(cellTone(3)).toEqual({ side: "over", strength: 1 });
  const cell = { cases: 4, freshCases: 3.25, pass: 0.5 };
  expect(cellText({ ...cell, log2Ratio: 1 })).toBe(
    "4 cases, worth 3.3 fresh ones; 2.0 times as frequent as in production; 50.0 % pass",
  );
  expect(cellText({ ...cell, log2Ratio: -1 })).toContain("2.0 times rarer than in production");
  expect(cellText({ ...cell, log2Ratio: null })).toContain("not in production");
});

it("has a cell under every header, whatever the table", () => {
  const report = reportOf({ cases: 12, staleFraction: 0.2 });
  for (const build of Object.values(STALENESS_TABLES)) {
    const { header, rows } = build(report);
    expect(rows.every((row) => row.length === header.length)).toBe(true);
  }
});
