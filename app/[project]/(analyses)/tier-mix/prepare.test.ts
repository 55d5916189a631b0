import { describe, expect, it } from "vitest";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import type { RequestGroup } from "@/test/tier-mix-facts";
import {
  ceiling,
  day,
  daysFrom,
  floor,
  MONTH,
  onDay,
  reference,
  reportOn,
} from "@/test/tier-mix-scenario";
import { prepareTierMix } from "./prepare";

const scope: AnalysisScope = {
  window: MONTH,
  range: "30d",
  feature: null,
  environment: null,
  tenant: null,
  segments: {},
};
const address = { slug: "shop", scope };

/** A month of which the primary tier served 53 %, each day alike. */
const month = Array.from({ length: 30 }, (_, i): RequestGroup[] => {
  const part = (tier: string, count: number, reason?: string, rule?: string) => ({
    at: day(i),
    tier,
    count,
    ...(reason === undefined ? {} : { reason }),
    ...(rule === undefined ? {} : { rule }),
  });
  return [
    part("primary", 1_060),
    part("secondary", 10, "timeout"),
    part("secondary", 300, "rate_limit"),
    part("secondary", 450, "complexity", "complexity-router"),
    part("canned", 180, "guardrail"),
  ];
}).flat();
const counter = {
  id: "1",
  source: "app",
  metric: "fallback_rate",
  ...MONTH,
  numerator: 300,
  denominator: 60_000,
};

describe("the verdict", () => {
  it("says in one breath what served, against which objective, whose rule, and what the counter hides", () => {
    const { verdict } = prepareTierMix(
      reportOn(month, { objectives: [floor], selfReports: [counter] }),
      address,
    );
    expect(verdict.status).toBe("broken");
    expect(verdict.sentence).toBe(
      "Primary served 53.0 % of 60,000 requests (52.6–53.4), objective 95 %: budget spent 9.4 times over. " +
        "The rule complexity-router owns 22.5 points of the 47.0 that were demoted. " +
        "Your own counter says 0.5 %: it counts timeouts only.",
    );
    expect(verdict.notes[0]).toMatch(
      /^A (page|ticket) alert fires: primary-floor burns 9\.4 times/,
    );
  });

  it("names another objective that burns faster", () => {
    const { verdict } = prepareTierMix(reportOn(month, { objectives: [floor, ceiling] }), address);
    expect(verdict.sentence).toContain(
      "Canned served 9.0 %, where 0.5 % is the most: budget spent 18 times over.",
    );
  });

  it("says since when the mix rotates", () => {
    const drift = Array.from({ length: 182 }, (_, i) =>
      onDay(i, 14 + Math.max(0, i - 35) * 2, 2_857),
    ).flat();
    const report = reportOn(drift, { reference, objectives: [floor] }, daysFrom(0, 182));
    expect(report.rotation.status).toBe("slow_rotation");
    expect(prepareTierMix(report, address).verdict.sentence).toMatch(
      /The mix has rotated slowly since \d+ (Feb|Mar)\./,
    );
  });

  it("counts first when there are few, and judges nothing", () => {
    const few = [
      { at: day(3), tier: "primary", count: 18 },
      { at: day(3), tier: "secondary", count: 7 },
    ];
    const { verdict } = prepareTierMix(reportOn(few, { objectives: [floor] }), address);
    expect(verdict.sentence).toBe(
      "Primary served 18 of 25 requests (72.0 %, 52.4–85.7): too few to judge, about 30 are needed.",
    );
    expect(verdict.status).toBe("unknown");
  });

  it("says that nothing came, and that nothing was asked for", () => {
    expect(prepareTierMix(reportOn([]), address).verdict).toEqual({
      status: "unknown",
      sentence: "No production request started in this time range.",
      notes: [],
    });
    const { verdict } = prepareTierMix(reportOn(month), address);
    expect(verdict.sentence).toContain("; no objective says how much it should.");
    expect(verdict.notes.at(-1)).toContain("Nothing says what the mix should be");
  });
});

describe("the picture", () => {
  it("shows a day without requests as a gap, not as zero", () => {
    const gappy = month.filter(({ at }) => at < day(10, 0) || at > day(12, 0));
    const { picture } = prepareTierMix(reportOn(gappy), address);
    expect(picture.points).toHaveLength(28);
    expect(picture.layers[0]?.path.match(/M/g)).toHaveLength(2);
  });

  it("stands on the best tier and tells each bucket", () => {
    const { picture } = prepareTierMix(
      reportOn(month, {
        objectives: [floor],
        changes: [
          {
            at: day(15, 0),
            rolloutEndsAt: null,
            title: "router on",
            author: "Ada",
            url: null,
            ruleIds: [],
          },
        ],
      }),
      address,
    );
    expect(picture.layers.map(({ name }) => name)).toEqual(["primary", "secondary", "canned"]);
    expect(picture.points[0]?.text).toBe(
      "5 Jan: primary 53.0 %, secondary 38.0 %, canned 9.0 %, n = 2,000",
    );
    expect(picture.changes).toEqual([
      { id: "0", at: 0.5, text: "20 Jan, 00:00 UTC: router on, by Ada", href: null },
    ]);
    expect(picture.bands).toMatchObject([{ kind: "objective", low: 0.95, high: 0.95 }]);
  });

  it("places each label by its layer, the best tier's lowest", () => {
    const { layers } = prepareTierMix(reportOn(month), address).picture;
    expect(layers.map(({ labelAt }) => Number(labelAt?.toFixed(3)))).toEqual([0.735, 0.28, 0.045]);
  });
});

describe("objectives and flows", () => {
  it("says what of the budget is gone, and which alerts cannot fire", () => {
    const half = { ...floor, target: 0.5 };
    const [view] = prepareTierMix(reportOn(month, { objectives: [half] }), address).objectives;
    expect(view).toMatchObject({
      terms: "primary at least 50 % · all features · 30 days",
      status: "ok",
      word: "met",
      spentText: "6.0 % of the budget left, in the 30 days up to now",
    });
    expect(view?.alerts[0]).toMatchObject({ windows: "1h and 5m", factor: "14.4×" });
    expect(view?.alerts[0]?.note).toContain("no share of bad requests burns that fast");
  });

  it("leads every flow to the traces behind it", () => {
    const { flows } = prepareTierMix(reportOn(month), address);
    expect(flows.labels.map(({ column, name, shareText }) => [column, name, shareText])).toEqual([
      [0, "primary", "100.0 %"],
      [1, "as intended", "53.0 %"],
      [1, "complexity", "22.5 %"],
      [1, "rate_limit", "15.0 %"],
      [1, "guardrail", "9.0 %"],
      [1, "timeout", "0.5 %"],
      [2, "primary", "53.0 %"],
      [2, "secondary", "38.0 %"],
      [2, "canned", "9.0 %"],
    ]);
    for (const { href } of flows.labels) {
      const q = new URLSearchParams(href.split("?")[1]).get("q") ?? "";
      expect(parseTraceQuery(q).faults).toEqual([]);
    }
  });
});
