import { describe, expect, it } from "vitest";
import { type RequestGroup, tierMixFacts } from "@/test/tier-mix-facts";
import { judgeTierMix, tierMixConditions } from "./gate";
import { buildTierMixReport } from "./report";
import type { ObjectiveFact, RoutingRuleFact } from "./report-facts";

const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-31T00:00:00Z") };
const floor: ObjectiveFact = {
  name: "floor",
  feature: null,
  tier: "primary",
  kind: "floor",
  target: 0.95,
  periodDays: 30,
};
const early = new Date("2026-03-02T00:00:00Z");
const lately = new Date("2026-03-30T23:58:00Z");
const served = (tier: string, count: number, at = early): RequestGroup => ({ at, tier, count });

const report = (
  requests: readonly RequestGroup[],
  posted: Parameters<typeof tierMixFacts>[2] = { objectives: [floor] },
) => buildTierMixReport(tierMixFacts(requests, window, posted), { window });
const codes = (requests: readonly RequestGroup[], posted?: Parameters<typeof tierMixFacts>[2]) => {
  const { verdict, reasons } = judgeTierMix(report(requests, posted));
  return [verdict, ...reasons.map(({ code }) => code)];
};

describe("judgeTierMix", () => {
  it("passes an objective that is met, and says by how much", () => {
    const verdict = judgeTierMix(report([served("primary", 980), served("secondary", 20)]));
    expect(verdict).toEqual({
      verdict: "pass",
      reasons: [
        {
          code: "met",
          message:
            "floor: primary served 98.0 % (96.9 % to 98.7 %) of 1000 requests, objective at least 95.0 %.",
        },
      ],
    });
  });

  it("blocks on a floor missed beyond its interval, and not within it", () => {
    expect(codes([served("primary", 900), served("secondary", 100)])).toEqual([
      "block",
      "floor_missed",
    ]);
    expect(codes([served("primary", 940), served("secondary", 60)])).toEqual([
      "pass",
      "within_interval",
    ]);
  });

  it("blocks on a ceiling missed beyond its interval", () => {
    const ceiling = { ...floor, tier: "canned", kind: "ceiling", target: 0.005 } as const;
    const requests = [served("primary", 900), served("canned", 100)];
    expect(codes(requests, { objectives: [ceiling] })).toEqual(["block", "ceiling_missed"]);
  });

  it("blocks on a page alert although the window as a whole is well", () => {
    const requests = [served("primary", 100_000), served("secondary", 100, lately)];
    expect(codes(requests)).toEqual(["block", "page_alert"]);
  });

  it("cannot tell without requests, objectives or enough of either", () => {
    expect(codes([])).toEqual(["inconclusive", "no_data"]);
    const elsewhere = { objectives: [{ ...floor, feature: "chat" }] };
    expect(codes([served("primary", 900)], elsewhere)).toEqual(["inconclusive", "no_data"]);
    expect(codes([served("primary", 900)], {})).toEqual(["inconclusive", "no_objective"]);
    expect(codes([served("primary", 9)])).toEqual(["inconclusive", "insufficient"]);
  });

  it("cannot tell when the unknown requests decide", () => {
    const requests = [served("primary", 900), served("unknown", 100)];
    expect(codes(requests)).toEqual(["inconclusive", "telemetry_gap", "floor_in_doubt"]);
  });

  it("blocks in spite of unknown requests when even they could not mend it", () => {
    const requests = [served("primary", 500), served("unknown", 100), served("canned", 400)];
    expect(codes(requests)).toEqual(["block", "floor_missed"]);
  });
});

const rule: RoutingRuleFact = {
  rule: "router",
  owner: "Ada",
  rationale: null,
  fromTier: "primary",
  toTier: "secondary",
  reason: null,
  expectedShare: 0.02,
  createdAt: early,
  expiresAt: new Date("2026-03-20T00:00:00Z"),
  ramp: [],
  review: null,
};

describe("tierMixConditions", () => {
  const firing = (requests: readonly RequestGroup[], posted?: Parameters<typeof tierMixFacts>[2]) =>
    tierMixConditions(report(requests, posted)).flatMap(({ key, firing }) => (firing ? [key] : []));

  it("lists what is well too, each under a key of its own", () => {
    const conditions = tierMixConditions(
      report([served("primary", 100), served("canned", 1)], {
        objectives: [floor],
        routingRules: [rule],
      }),
    );
    const keys = conditions.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual([
      "burn:floor:1h",
      "burn:floor:6h",
      "burn:floor:1d",
      "burn:floor:3d",
      "slow_rotation",
      "telemetry_gap",
      "tier_silent:primary",
      "tier_silent:canned",
      "rule_expired:router",
      "rule_over_expected:router",
    ]);
  });

  it("fires on burn with the severity of its windows", () => {
    const requests = [served("primary", 20, lately), served("secondary", 80, lately)];
    const conditions = tierMixConditions(report(requests)).filter(({ code }) => code === "burn");
    expect(conditions.map(({ severity, firing }) => [severity, firing])).toEqual([
      ["page", true],
      ["page", true],
      ["ticket", true],
      ["ticket", true],
    ]);
    expect(conditions[0]?.value).toBeCloseTo(16, 9);
    expect(conditions[0]?.message).toContain("burns 16× over 1h and 5m, limit 14.4×");
  });

  it("fires on an expired rule and on one that does more than was agreed", () => {
    const requests = [served("primary", 900), { ...served("secondary", 100), rule: "router" }];
    expect(firing(requests, { routingRules: [rule] })).toEqual([
      "rule_expired:router",
      "rule_over_expected:router",
    ]);
    const renewed = { ...rule, expectedShare: 0.1, expiresAt: null };
    expect(firing(requests, { routingRules: [renewed] })).toEqual([]);
  });

  it("fires on a gap in telemetry and on a tier that fell silent", () => {
    expect(firing([served("primary", 900), served("unknown", 100)], {})).toEqual(["telemetry_gap"]);
    const silent = [
      served("primary", 900),
      served("secondary", 100),
      served("primary", 900, lately),
    ];
    expect(firing(silent, {})).toEqual(["tier_silent:secondary"]);
  });

  it("fires on a counter that tells another story, and says which", () => {
    const requests = [
      served("primary", 530),
      { ...served("secondary", 5), reason: "timeout" },
      { ...served("secondary", 465), reason: "budget" },
    ];
    const selfReport = { id: "1", source: "app", metric: "fallback", ...window };
    const counts = { numerator: 5, denominator: 1_000 };
    const conditions = tierMixConditions(
      report(requests, { selfReports: [{ ...selfReport, ...counts }] }),
    );
    expect(conditions.find(({ code }) => code === "counter_mismatch")).toMatchObject({
      firing: true,
      value: expect.closeTo(0.465, 9),
      message: "app says 0.5 % for fallback, telemetry says 47.0 %. It counts timeout only.",
    });
  });
});
