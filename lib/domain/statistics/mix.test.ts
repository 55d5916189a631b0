import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquareQuantile } from "./distributions";
import { effectiveProportion, effectiveSize } from "./effective-sample";
import { jensenShannon, populationStability, psiByChance, totalVariation } from "./mix-distance";
import { goodmanIntervals, totalVariationInterval } from "./mix-interval";
import { overdispersion } from "./overdispersion";
import { wilson } from "./proportion-interval";
import { sampleMultinomial, seededRandom } from "./random";

const EVAL = [90, 60, 50, 30, 10];
const PRODUCTION = [2000, 3000, 1000, 1500, 2500];
const counts = fc.array(fc.nat(1_000), { minLength: 3, maxLength: 3 });

describe("distances between two mixes", () => {
  it("have the values that SciPy gives", () => {
    expect(totalVariation(EVAL, PRODUCTION)).toBeCloseTo(0.28333333, 8);
    expect(jensenShannon(EVAL, PRODUCTION)).toBeCloseTo(0.09555393, 8);
    expect(populationStability(EVAL, PRODUCTION)).toBeCloseTo(0.57647718, 8);
    expect(psiByChance(240, 10_000, 5)).toBeCloseTo(0.04048098, 8);
  });

  it("are 0 from a mix to itself at any size, symmetric, and at most 1", () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        fc.pre(a.some((n) => n > 0) && b.some((n) => n > 0));
        const tenfold = a.map((n) => n * 10);
        expect(totalVariation(a, tenfold)).toBeCloseTo(0, 12);
        expect(jensenShannon(a, tenfold)).toBeCloseTo(0, 12);
        for (const distance of [totalVariation, jensenShannon, populationStability]) {
          expect(distance(a, b)).toBeCloseTo(distance(b, a) ?? -1, 10);
        }
        expect(totalVariation(a, b)).toBeLessThanOrEqual(1 + 1e-12);
        expect(jensenShannon(a, b)).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it("are unknown from or to nothing", () => {
    for (const distance of [totalVariation, jensenShannon, populationStability]) {
      expect(distance([0, 0], [1, 2])).toBeNull();
      expect(distance([1, 2], [0, 0])).toBeNull();
    }
    expect(totalVariationInterval([0, 0], [1, 2], 1)).toBeNull();
  });

  it("stay below the chance value in 95 of 100 pairs of samples of one mix", () => {
    const random = seededRandom(3);
    const shares = [0.2, 0.2, 0.2, 0.2, 0.2];
    let above = 0;
    for (let pair = 0; pair < 1_000; pair += 1) {
      const first = sampleMultinomial(random, 500, shares);
      const second = sampleMultinomial(random, 300, shares);
      if ((populationStability(first, second) ?? 1) > psiByChance(500, 300, 5)) above += 1;
    }
    expect(above).toBeGreaterThan(30);
    expect(above).toBeLessThan(72);
  });
});

describe("intervals of a mix", () => {
  it("use Goodman's wider z", () => {
    expect(Math.sqrt(chiSquareQuantile(1 - 0.05 / 3, 1))).toBeCloseTo(2.39398, 5);
    const [first] = goodmanIntervals([50, 30, 20]);
    expect(first?.low).toBeLessThan(wilson(50, 100).low);
    expect(first?.high).toBeGreaterThan(wilson(50, 100).high);
  });

  it("hold a real distance in about 95 of 100 samples, and repeat with their seed", () => {
    const random = seededRandom(5);
    const before = [0.9, 0.08, 0.02];
    const after = [0.8, 0.15, 0.05];
    let held = 0;
    for (let run = 0; run < 200; run += 1) {
      const a = sampleMultinomial(random, 4_000, before);
      const b = sampleMultinomial(random, 4_000, after);
      const interval = totalVariationInterval(a, b, run);
      if (interval && interval.low <= 0.1 && interval.high >= 0.1) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(180);
    expect(totalVariationInterval(EVAL, PRODUCTION, 9)).toEqual(
      totalVariationInterval(EVAL, PRODUCTION, 9),
    );
  });
});

describe("overdispersion", () => {
  it("is 1 for equal parts and Pearson's χ² by its degrees of freedom otherwise", () => {
    const even = [10, 10, 10].map((successes) => ({ successes, trials: 100 }));
    expect(overdispersion([even])).toBe(1);
    const uneven = [
      { successes: 10, trials: 100 },
      { successes: 30, trials: 100 },
    ];
    // (10-20)²/16 + (30-20)²/16 = 12.5 with one degree of freedom.
    expect(overdispersion([uneven])).toBeCloseTo(12.5, 12);
  });

  it("does not take a step between groups for unrest within them", () => {
    const group = (successes: number) => [1, 2, 3].map(() => ({ successes, trials: 100 }));
    expect(overdispersion([group(10), group(60)])).toBe(1);
    expect(overdispersion([])).toBe(1);
  });
});

describe("effective sample", () => {
  it("counts equal weights one by one and unequal ones for less", () => {
    expect(effectiveSize({ w: 1000, w2: 10_000 })).toBe(100);
    expect(effectiveSize({ w: 0, w2: 0 })).toBe(0);
    // Nine requests of weight 1 and one of weight 91: share .91 of hardly more than one trial.
    const { successes, trials } = effectiveProportion({ w: 91, w2: 8281 }, { w: 100, w2: 8290 });
    expect(trials).toBeCloseTo(1.2063, 4);
    expect(successes / trials).toBeCloseTo(0.91, 12);
  });
});
