import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kendallTauB } from "./kendall-tau";
import { mannKendall, prewhitenedTrend } from "./mann-kendall";
import { binomialCost, optimalPartition, squaredErrorCost } from "./optimal-partition";

/** Annual flow of the Nile at Aswan, 1871 to 1970, 10⁸ m³: the classical change point (Cobb 1978). */
const NILE = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180,
  799, 958, 1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701,
  916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862,
  698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812,
  742, 801, 1040, 860, 874, 848, 890, 744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906,
  901, 1170, 912, 746, 919, 718, 714, 740,
];

/** Half a year of weekly shares in percent, of 20 000 requests each. */
const WEEKLY = [
  0.5, 0.6, 0.4, 0.5, 0.5, 1.7, 1.8, 1.6, 1.7, 1.8, 3.2, 3.1, 3.3, 3.2, 3.2, 3.3, 5.1, 5.0, 5.2,
  5.1, 5.1, 7.9, 8.1, 8.0, 7.9, 8.1,
];

const noise = (values: readonly number[]) => {
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? 0));
  const median = (list: readonly number[]) => {
    const sorted = [...list].sort((a, b) => a - b);
    const half = sorted.length / 2;
    const upper = sorted[Math.floor(half)] ?? 0;
    return Number.isInteger(half) ? (upper + (sorted[half - 1] ?? 0)) / 2 : upper;
  };
  const centre = median(steps);
  return median(steps.map((step) => Math.abs(step - centre))) / (0.6745 * Math.SQRT2);
};

describe("mannKendall", () => {
  it("agrees with R's Kendall and trend packages on the Nile", () => {
    const trend = mannKendall(NILE);
    expect(trend?.score).toBe(-1387);
    expect(trend?.variance).toBeCloseTo(112_728.33333333, 6);
    expect(trend?.z).toBeCloseTo(-4.12806652, 8);
    expect(trend?.slope).toBeCloseTo(-2.6, 10);
  });

  it("agrees with them on half a year of weekly shares", () => {
    const trend = mannKendall(WEEKLY);
    expect(trend?.score).toBe(279);
    expect(trend?.variance).toBeCloseTo(2042.33333333, 6);
    expect(trend?.z).toBeCloseTo(6.15150644, 8);
    expect((trend?.p ?? 0) / 7.675e-10).toBeCloseTo(1, 3);
    expect(trend?.slope).toBeCloseTo(0.31666667, 8);
  });

  it("turns its sign with the series and does not see its level", () => {
    const series = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(series, fc.integer({ min: -9, max: 9 }), (values, level) => {
        const trend = mannKendall(values);
        expect(mannKendall(values.map((value) => value + level))).toEqual(trend);
        const fall = mannKendall(values.map((value) => -value));
        expect(fall?.z).toBeCloseTo(-(trend?.z ?? 0), 12);
        expect(fall?.slope).toBeCloseTo(-(trend?.slope ?? 0), 12);
      }),
    );
  });

  it("sees no trend in a steady series, and cannot tell from two values", () => {
    expect(mannKendall([4, 4, 4, 4])?.p).toBe(1);
    expect(mannKendall([1, 2])).toBeNull();
  });
});

describe("prewhitenedTrend", () => {
  it("leaves a series alone whose rest is not correlated", () => {
    const values = [1, 2.4, 3.3, 3.6, 4.9, 6.4, 7.1, 7.6, 9.2, 10.1];
    expect(prewhitenedTrend(values)).toEqual({ ...mannKendall(values), isPrewhitened: false });
  });

  it("keeps the slope and weakens the proof where neighbours hang together", () => {
    const trend = prewhitenedTrend(WEEKLY);
    expect(trend?.isPrewhitened).toBe(true);
    expect(trend?.slope).toBeCloseTo(0.31666667, 8);
    expect(trend?.p).toBeLessThan(0.01);
    expect(trend?.p).toBeGreaterThan(mannKendall(WEEKLY)?.p ?? 1);
  });
});

describe("kendallTauB", () => {
  it("agrees with R's cor(method = 'kendall')", () => {
    expect(kendallTauB([1, 2, 2, 3, 4], [1, 3, 2, 3, 5])).toBeCloseTo(0.8888889, 7);
    expect(kendallTauB([...WEEKLY.keys()], WEEKLY)).toBeCloseTo(0.87757113, 8);
  });

  it("cannot rank what is all the same", () => {
    expect(kendallTauB([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});

describe("optimalPartition", () => {
  it("cuts the Nile where R's strucchange does: after 1898", () => {
    const penalty = 3 * Math.log(100) * noise(NILE) ** 2;
    expect(noise(NILE)).toBeCloseTo(115.32, 2);
    expect(optimalPartition(100, squaredErrorCost(NILE), penalty, 2)).toEqual([28]);
  });

  it("finds the four steps of half a year, by squares and by counts", () => {
    const sigma = noise(WEEKLY);
    const cuts = [5, 10, 16, 21];
    expect(sigma).toBeCloseTo(0.1048342, 6);
    for (const factor of [2, 3]) {
      const penalty = factor * Math.log(26) * sigma ** 2;
      expect(optimalPartition(26, squaredErrorCost(WEEKLY), penalty, 2)).toEqual(cuts);
    }
    const counts = WEEKLY.map((share) => Math.round(share * 200));
    const sizes = WEEKLY.map(() => 20_000);
    expect(optimalPartition(26, binomialCost(counts, sizes), 3 * Math.log(26), 2)).toEqual(cuts);
  });

  it("finds the one refusal step and its likelihood ratio", () => {
    const refused = [
      4, 3, 5, 4, 2, 6, 4, 3, 5, 4, 4, 3, 6, 5, 3, 4, 4, 5, 2, 4, 3, 5, 4, 6, 3, 4, 5, 4, 3, 4, 5,
      3, 4, 6, 4, 3, 5, 4, 15, 17, 14, 18, 16, 15, 13, 17, 16, 18, 15, 14, 16, 17, 15, 16, 14, 18,
      16, 15, 17, 16,
    ];
    const cost = binomialCost(
      refused,
      refused.map(() => 400),
    );
    expect(optimalPartition(60, cost, 3 * Math.log(60), 3)).toEqual([38]);
    expect(cost(0, 60) - cost(0, 38) - cost(38, 60)).toBeCloseTo(223.4908, 4);
  });

  it("finds no dearer cuts than trying all of them does", () => {
    const series = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 11 });
    fc.assert(
      fc.property(
        series,
        fc.integer({ min: 1, max: 3 }),
        fc.nat(30),
        (values, shortest, penalty) => {
          fc.pre(values.length >= shortest);
          const cost = squaredErrorCost(values);
          const total = (cuts: readonly number[]) => {
            const edges = [0, ...cuts, values.length];
            const parts = edges.slice(1).map((edge, i) => cost(edges[i] ?? 0, edge));
            return parts.reduce((sum, part) => sum + part + penalty, -penalty);
          };
          const all = Array.from({ length: 2 ** (values.length - 1) }, (_, mask) =>
            values.flatMap((_, i) => (i > 0 && mask & (1 << (i - 1)) ? [i] : [])),
          ).filter((cuts) =>
            [...cuts, values.length].every((edge, i) => edge - (cuts[i - 1] ?? 0) >= shortest),
          );
          const found = optimalPartition(values.length, cost, penalty, shortest);
          expect(total(found)).toBeCloseTo(Math.min(...all.map(total)), 9);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("keeps segments as long as asked and cuts a steady series nowhere", () => {
    const series = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 4, maxLength: 25 });
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 4 }), (values, shortest) => {
        const cuts = optimalPartition(values.length, squaredErrorCost(values), 500, shortest);
        const edges = [0, ...cuts, values.length];
        for (const [i, edge] of edges.slice(1).entries()) {
          expect(edge - (edges[i] ?? 0)).toBeGreaterThanOrEqual(Math.min(shortest, values.length));
        }
        const flat = values.map(() => values[0] ?? 0);
        expect(optimalPartition(flat.length, squaredErrorCost(flat), 1, shortest)).toEqual([]);
      }),
    );
  });
});
