import { describe, expect, it } from "vitest";
import { benjaminiHochberg } from "./benjamini-hochberg";
import { chiSquareTest, gTest } from "./contingency";
import { normalQuantile, twoSidedP } from "./distributions";
import { mannKendall, prewhitenedTrend } from "./mann-kendall";
import { clopperPearson, newcombe, wilson } from "./proportion-interval";
import { sampleBinomial, sampleMultinomial, seededRandom } from "./random";

const times = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Share of draws that hold `truth`. */
function coverage(intervals: readonly { low: number; high: number }[], truth: number): number {
  const held = intervals.filter(({ low, high }) => low <= truth && truth <= high);
  return held.length / intervals.length;
}

/** P-value of Kolmogorov's test that the values are uniform on 0 to 1. */
function uniformP(values: readonly number[]): number {
  const n = values.length;
  const sorted = [...values].sort((a, b) => a - b);
  const distance = Math.max(
    ...sorted.map((value, i) => Math.max((i + 1) / n - value, value - i / n)),
  );
  const x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  const series = times(100).map((i) => (-1) ** i * Math.exp(-2 * (i + 1) ** 2 * x ** 2));
  return 2 * series.reduce((sum, term) => sum + term, 0);
}

describe("intervals hold the truth as often as they say", () => {
  it.each([
    [0.05, 400],
    [0.5, 60],
    [0.95, 2_000],
  ])("of a proportion of %d in %d trials", (p, n) => {
    const random = seededRandom(17);
    const drawn = times(3_000).map(() => sampleBinomial(random, n, p));
    const scores = coverage(
      drawn.map((x) => wilson(x, n)),
      p,
    );
    expect(scores).toBeGreaterThan(0.93);
    expect(scores).toBeLessThan(0.97);
    const exact = coverage(
      drawn.map((x) => clopperPearson(x, n)),
      p,
    );
    expect(exact).toBeGreaterThan(0.944);
  });

  it("of a difference of proportions", () => {
    const random = seededRandom(19);
    const intervals = times(3_000).map(() =>
      newcombe(
        { successes: sampleBinomial(random, 300, 0.3), trials: 300 },
        { successes: sampleBinomial(random, 200, 0.2), trials: 200 },
      ),
    );
    const held = coverage(intervals, 0.1);
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });
});

describe("p-values are uniform when there is nothing to find", () => {
  it("of a test of independence", () => {
    const random = seededRandom(23);
    const tables = times(500).map(() =>
      [0, 1].map(() => sampleMultinomial(random, 1_000, [0.4, 0.3, 0.2, 0.1])),
    );
    expect(uniformP(tables.map((table) => chiSquareTest(table).p ?? 0))).toBeGreaterThan(0.01);
    expect(uniformP(tables.map((table) => gTest(table).p ?? 0))).toBeGreaterThan(0.01);
  });

  it("of a test for a trend", () => {
    const random = seededRandom(29);
    const p = times(500).map(() => mannKendall(times(40).map(random))?.p ?? 0);
    expect(uniformP(p)).toBeGreaterThan(0.01);
  });
});

it("finds fewer trends in weeks that merely hang together once they are pre-whitened", () => {
  const random = seededRandom(37);
  const series = times(1_000).map(() => {
    let last = normalQuantile(random());
    return times(26).map(() => {
      last = 0.5 * last + Math.sqrt(0.75) * normalQuantile(random());
      return last;
    });
  });
  const found = (test: (values: readonly number[]) => { readonly p: number } | null) =>
    series.filter((values) => (test(values)?.p ?? 1) < 0.01).length / series.length;
  const plain = found(mannKendall);
  expect(plain).toBeGreaterThan(0.05);
  // Half a year is short: where the correlation does not show, it cannot be taken out.
  expect(found(prewhitenedTrend)).toBeLessThan(plain * 0.7);
});

it("keeps the false discovery rate among many tests", () => {
  const random = seededRandom(31);
  const rates = times(300).map(() => {
    const shifts = times(50).map((i) => (i < 10 ? 3 : 0));
    const adjusted = benjaminiHochberg(
      shifts.map((shift) => twoSidedP(normalQuantile(random()) + shift)),
    );
    const found = adjusted.flatMap((p, i) => (p <= 0.1 ? [shifts[i] === 0] : []));
    return found.length === 0 ? 0 : found.filter(Boolean).length / found.length;
  });
  expect(rates.reduce((sum, rate) => sum + rate, 0) / rates.length).toBeLessThanOrEqual(0.1);
});
