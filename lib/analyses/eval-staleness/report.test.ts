import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assessed, stalenessParams } from "@/test/staleness-report";
import { evalStalenessConditions, judgeEvalStaleness } from "./gate";
import { mayServe } from "./may-serve";
import { buildEvalStalenessReport } from "./report";
import { reviveDates } from "./revive-dates";

type Given = Parameters<typeof assessed>[0];
const reportOf = (given: Given, search: Record<string, string> = {}) =>
  buildEvalStalenessReport(assessed(given), stalenessParams(search));
const gateOf = (given: Given, search: Record<string, string> = {}) =>
  judgeEvalStaleness(reportOf(given, search));

describe("the gate", () => {
  it("blocks on a suite that is green and no longer speaks of production", () => {
    const { verdict, reasons } = gateOf({ cases: 240, staleFraction: 0.42, rawPass: 0.94 });
    expect(verdict).toBe("block");
    expect(reasons).toEqual([
      {
        code: "fresh_share",
        message:
          "support-gold: 58.0 % (51.7 % to 64.1 %) of 240 cases still speak of production, fewer than 70.0 %.",
      },
    ]);
  });

  it("passes a fresh suite, and says what it looked at", () => {
    const { verdict, reasons } = gateOf({ cases: 240, staleFraction: 0.05 });
    expect([verdict, reasons[0]?.code]).toEqual(["pass", "fresh"]);
  });

  it("blocks on a suite that leaves most of production out", () => {
    const found = gateOf({ cases: 240, staleFraction: 0.05, normalisedCoverage: 0.3 });
    expect([found.verdict, found.reasons[0]?.code]).toEqual(["block", "coverage"]);
  });

  it.each([
    [{ cases: 9, staleFraction: 0 }, "few_cases"],
    [{ cases: 240, staleFraction: 0.5, requests: 99 }, "few_requests"],
    [{ cases: 240, staleFraction: null }, "not_comparable"],
  ])("is inconclusive on %j", (given, code) => {
    const { verdict, reasons } = gateOf(given);
    expect([verdict, reasons[0]?.code]).toEqual(["inconclusive", code]);
  });

  it("knows no suite of another name", () => {
    const { verdict, reasons } = gateOf({ cases: 20, staleFraction: 0 }, { suite: "other" });
    expect([verdict, reasons[0]?.code]).toEqual(["inconclusive", "no_suite"]);
  });

  it("asks no less of a stale suite than of a fresher one", () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const order = { pass: 0, inconclusive: 1, block: 2 };
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const less = gateOf({ cases: 50, staleFraction: low }).verdict;
        expect(order[less]).toBeLessThanOrEqual(
          order[gateOf({ cases: 50, staleFraction: high }).verdict],
        );
      }),
      { numRuns: 25 },
    );
  });
});

describe("what alerts look at", () => {
  const shadow = {
    subject: "m1",
    gold: 0.94,
    goldResults: 240,
    shadow: 0.81,
    shadowRequests: 500,
    gap: 0.13,
    low: 0.08,
    high: 0.17,
  };

  it("fires on a suite not to be trusted, and on gold that leaves its shadow", () => {
    const conditions = evalStalenessConditions(
      reportOf({ cases: 240, staleFraction: 0.42, shadow }),
    );
    const firing = conditions.filter((condition) => condition.firing).map(({ code }) => code);
    expect(firing).toEqual(["suite_untrustworthy", "gold_shadow_gap"]);
    expect(new Set(conditions.map(({ key }) => key)).size).toBe(conditions.length);
  });

  it("tells of what production asks and no case does, from a twentieth on", () => {
    const rows = [0.06, 0.04].map((share, index) => ({
      cluster: `c${index}`,
      label: `kind ${index}`,
      share,
      example: null,
      traceIds: [],
    }));
    const conditions = evalStalenessConditions(
      reportOf({ cases: 240, staleFraction: 0, shadow: { ...shadow, low: -0.01 }, rows }),
    );
    const told = conditions.filter(({ code }) => code === "orphan_cluster");
    expect(told.map(({ firing }) => firing)).toEqual([true, false]);
    expect(conditions.find(({ code }) => code === "gold_shadow_gap")?.firing).toBe(false);
  });
});

describe("what was computed before", () => {
  const now = new Date("2026-06-01T12:00:00Z");
  const stored = (ageMs: number, tookMs: number) => ({
    inputs: { posted: "p", traffic: "t" },
    computedAt: new Date(now.getTime() - ageMs),
    tookMs,
  });
  const same = { posted: "p", traffic: "t" };
  const moreTraffic = { posted: "p", traffic: "t2" };

  it("is shown while nothing has come since, and made anew after a day", () => {
    expect(mayServe(stored(3_600_000, 9_000), same, now)).toBe("at_once");
    expect(mayServe(stored(90_000_000, 9_000), same, now)).toBe("and_compute");
  });

  it("is never shown once something was posted", () => {
    expect(mayServe(stored(1, 9_000), { ...same, posted: "p2" }, now)).toBe("after_computing");
  });

  it("is made anew after traffic as often as a twentieth of the time allows", () => {
    expect(mayServe(stored(60_000, 9_000), moreTraffic, now)).toBe("at_once");
    expect(mayServe(stored(200_000, 9_000), moreTraffic, now)).toBe("and_compute");
    expect(mayServe(stored(4_000, 100), moreTraffic, now)).toBe("after_computing");
  });
});

it("comes back from the store as it went in", () => {
  const { assessment } = assessed({ cases: 12, staleFraction: 0.2 });
  expect(reviveDates(JSON.parse(JSON.stringify(assessment)))).toEqual(
    JSON.parse(JSON.stringify(assessment), (key, value) =>
      (key.endsWith("At") || key === "asOf") && typeof value === "string" ? new Date(value) : value,
    ),
  );
});
