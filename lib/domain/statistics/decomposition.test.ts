import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adtributor, explainElements } from "./adtributor";
import { kitagawa } from "./kitagawa";

describe("kitagawa", () => {
  it("gives the worked example", () => {
    const weightBefore = [0.6, 0.3, 0.1];
    const rateBefore = [0.02, 0.05, 0.1];
    const weightAfter = [0.4, 0.35, 0.25];
    const rateAfter = [0.03, 0.05, 0.2];
    const effects = kitagawa(
      [0, 1, 2].map((i) => ({
        weightBefore: weightBefore[i] ?? 0,
        rateBefore: rateBefore[i] ?? 0,
        weightAfter: weightAfter[i] ?? 0,
        rateAfter: rateAfter[i] ?? 0,
      })),
    );
    for (const [i, mix] of [-0.005, 0.0025, 0.0225].entries()) {
      expect(effects[i]?.mix).toBeCloseTo(mix, 12);
    }
    for (const [i, rate] of [0.005, 0, 0.0175].entries()) {
      expect(effects[i]?.rate).toBeCloseTo(rate, 12);
    }
    expect(effects.reduce((sum, { mix, rate }) => sum + mix + rate, 0)).toBeCloseTo(0.0425, 12);
  });

  it("adds up to the change of the overall rate, and mirrors", () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const groups = fc.array(
      fc.record({ weightBefore: part, rateBefore: part, weightAfter: part, rateAfter: part }),
    );
    fc.assert(
      fc.property(groups, (rows) => {
        const change = rows.reduce(
          (sum, row) => sum + row.weightAfter * row.rateAfter - row.weightBefore * row.rateBefore,
          0,
        );
        const effects = kitagawa(rows);
        expect(effects.reduce((sum, { mix, rate }) => sum + mix + rate, 0)).toBeCloseTo(change, 9);
        const back = kitagawa(
          rows.map((row) => ({
            weightBefore: row.weightAfter,
            rateBefore: row.rateAfter,
            weightAfter: row.weightBefore,
            rateAfter: row.rateBefore,
          })),
        );
        for (const [i, effect] of effects.entries()) {
          expect(back[i]?.mix).toBeCloseTo(-effect.mix, 12);
          expect(back[i]?.rate).toBeCloseTo(-effect.rate, 12);
        }
      }),
    );
  });
});

describe("adtributor", () => {
  const reasons = [
    { key: "timeout", forecast: 300, actual: 320 },
    { key: "rate_limit", forecast: 100, actual: 900 },
    { key: "budget", forecast: 50, actual: 330 },
    { key: "guardrail", forecast: 50, actual: 50 },
  ];

  it("gives the worked powers and surprises", () => {
    const explained = explainElements(reasons);
    for (const [i, power] of [0.018182, 0.727273, 0.254545, 0].entries()) {
      expect(explained[i]?.explained).toBeCloseTo(power, 6);
    }
    for (const [i, surprise] of [0.0523248, 0.0448744, 0.00941, 0.0094679].entries()) {
      expect(explained[i]?.surprise).toBeCloseTo(surprise, 6);
    }
  });

  it("passes over what surprises most when it explains too little", () => {
    expect(adtributor(reasons)?.elements.map(({ key }) => key)).toEqual(["rate_limit"]);
  });

  it("has no answer when nothing changed or no few elements explain it", () => {
    const still = reasons.map((reason) => ({ ...reason, actual: reason.forecast }));
    expect(adtributor(still)).toBeNull();
    const many = Array.from({ length: 20 }, (_, key) => ({ key, forecast: 10, actual: 12 }));
    expect(adtributor(many)).toBeNull();
  });

  it("explains the whole change with all elements", () => {
    const element = fc.record({ key: fc.nat(), forecast: fc.nat(500), actual: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(element, { minLength: 1 }), (elements) => {
        const explained = explainElements(elements);
        fc.pre(explained.length > 0);
        expect(explained.reduce((sum, { explained: part }) => sum + part, 0)).toBeCloseTo(1, 9);
        for (const { surprise } of explained) expect(surprise).toBeGreaterThanOrEqual(-1e-12);
      }),
    );
  });
});
