import fc from "fast-check";
import { expect, it } from "vitest";
import { sampleMultinomial, seededRandom } from "../statistics/random";
import { type ClusterCounts, representProduction, shiftOf } from "./representation";

const CASES = [90, 60, 50, 30, 10];
const PRODUCTION = [2000, 3000, 1000, 1500, 2500];
const PASS = [0.98, 0.95, 0.9, 0.85, 0.6];
const worked: ClusterCounts[] = CASES.map((cases, i) => ({
  cases,
  results: cases,
  production: PRODUCTION[i] ?? 0,
  pass: PASS[i] ?? null,
}));

it("measures the shift of the worked example", () => {
  const shift = shiftOf(CASES, PRODUCTION);
  expect(shift.tvd).toBeCloseTo(0.2833333, 7);
  expect(shift.jsd).toBeCloseTo(0.0955539, 7);
  expect(shift.psi).toBeCloseTo(0.5764772, 7);
  expect(shift.psiByChance).toBeCloseTo(0.040481, 6);
  expect(shift.p).toBeLessThan(1e-6);
});

it("weighs the worked example by production", () => {
  const found = representProduction(worked, 20);
  expect(found.effectiveCases).toBeCloseTo(109.356, 3);
  expect(found.rawPass).toBeCloseTo(0.92375, 6);
  expect(found.reweightedPass).toBeCloseTo(0.8485, 6);
  expect(found.gap?.points).toBeCloseTo(0.07525, 6);
  expect(found.hardCoverage).toBeCloseTo(0.75, 6);
  expect(found.softCoverage).toBeCloseTo(0.775, 6);
});

it("says unknown, not zero, of what is not there", () => {
  expect(representProduction([])).toEqual({
    reached: null,
    hardCoverage: null,
    softCoverage: null,
    effectiveCases: null,
    rawPass: null,
    reweightedPass: null,
    gap: null,
  });
  expect(shiftOf([0, 0], [1, 2])).toMatchObject({ tvd: null, psi: null, p: null });
  expect(shiftOf([5], [7]).p).toBeNull();
});

const counts = fc.record({
  production: fc.integer({ min: 0, max: 500 }),
  cases: fc.integer({ min: 0, max: 100 }),
});

it("leaves a suite alone that is cut like production, and stays within its bounds", () => {
  fc.assert(
    fc.property(fc.array(counts, { minLength: 1, maxLength: 9 }), (drawn) => {
      const same = drawn.map(({ production }) => ({
        production,
        cases: production,
        results: production,
        pass: 0.5,
      }));
      const found = representProduction(same);
      if (found.effectiveCases !== null) {
        const all = drawn.reduce((total, { production }) => total + production, 0);
        expect(found.effectiveCases).toBeCloseTo(all, 6);
        expect(found.gap?.points).toBeCloseTo(0, 12);
      }
      const other = drawn.map((cluster) => ({ ...cluster, results: cluster.cases, pass: 1 }));
      const { effectiveCases, hardCoverage, reached } = representProduction(other);
      const cases = drawn.reduce((total, cluster) => total + cluster.cases, 0);
      if (effectiveCases !== null) expect(effectiveCases).toBeLessThanOrEqual(cases + 1e-9);
      if (hardCoverage !== null) expect(hardCoverage).toBeLessThanOrEqual((reached ?? 0) + 1e-12);
    }),
  );
});

it("calls a shift improbable as rarely as it says where there is none", () => {
  const shares = [0.3, 0.25, 0.2, 0.15, 0.1];
  const random = seededRandom(11);
  const ps = Array.from({ length: 400 }, () => {
    const drawn = [500, 300].map((size) => sampleMultinomial(random, size, shares));
    return shiftOf(drawn[0] ?? [], drawn[1] ?? []).p ?? 0;
  });
  const below = (p: number) => ps.filter((found) => found <= p).length / ps.length;
  // Four standard errors around a uniform distribution.
  for (const p of [0.05, 0.25, 0.5, 0.75]) {
    expect(Math.abs(below(p) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / ps.length));
  }
});
