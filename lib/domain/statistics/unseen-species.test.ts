import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Abundance, goodToulmin, unseenSpecies } from "./unseen-species";

/** Kinds that have just one individual, just two and so on. */
const frequencies = (...kinds: readonly number[]): Abundance[] =>
  kinds.map((count, index) => ({ individuals: index + 1, kinds: count }));

/** A sample with the given singletons and doubletons, filled up to `n` individuals of `kinds` kinds. */
function sampleOf(n: number, kinds: number, f1: number, f2: number): Abundance[] {
  const rest = kinds - f1 - f2;
  const left = n - f1 - 2 * f2;
  const usual = Math.floor(left / rest);
  return [
    { individuals: 1, kinds: f1 },
    { individuals: 2, kinds: f2 },
    { individuals: usual, kinds: rest - 1 },
    { individuals: left - usual * (rest - 1), kinds: 1 },
  ];
}

const counted = (counts: readonly number[]): Abundance[] =>
  counts.map((individuals) => ({ individuals, kinds: 1 }));

describe("unseenSpecies", () => {
  it("agrees with iNEXT on the spiders of girdled and of logged trees", () => {
    const girdled = unseenSpecies(sampleOf(168, 26, 12, 4));
    expect(girdled.n).toBe(168);
    expect(girdled.chao1).toBeCloseTo(43.89286, 5);
    expect(girdled.standardError).toBeCloseTo(14.30558, 5);
    expect(girdled.low).toBeCloseTo(30.511, 3);
    expect(girdled.high).toBeCloseTo(96.973, 3);
    const logged = unseenSpecies(sampleOf(252, 37, 14, 4));
    expect(logged.chao1).toBeCloseTo(61.40278, 5);
    expect(logged.standardError).toBeCloseTo(18.532, 3);
  });

  it("counts the paths of the worked example", () => {
    const paths = counted([
      5200, 2100, 900, 700, 410, 300, 150, 90, 60, 40, 25, 12, 8, 5, 3, 2, 2, 1, 1, 1, 1, 1,
    ]);
    const unseen = unseenSpecies(paths);
    expect(unseen).toMatchObject({ n: 10_012, observed: 22, singletons: 5, doubletons: 2 });
    expect(unseen.goodTuring).toBeCloseTo(0.000499401, 9);
    expect(unseen.chao1).toBeCloseTo(28.24938, 5);
    expect(unseen.standardError).toBeCloseTo(7.55119, 5);
    expect(unseen.low).toBeCloseTo(22.97325, 5);
    expect(unseen.high).toBeCloseTo(62.128, 3);
  });

  it("knows nothing without a sample, and misses nothing when every kind came often", () => {
    expect(unseenSpecies([])).toMatchObject({ n: 0, goodTuring: null, chao1: null, low: null });
    expect(unseenSpecies(counted([50, 40]))).toMatchObject({
      goodTuring: 0,
      chao1: 2,
      low: 2,
      high: 2,
      completeness: 1,
    });
  });

  it("never says that there are fewer kinds than were met, and keeps its interval around it", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1 }), (counts) => {
        const { observed, chao1, low, high, completeness } = unseenSpecies(counted(counts));
        expect(low ?? -1).toBeGreaterThanOrEqual(observed);
        expect(chao1 ?? -1).toBeGreaterThanOrEqual((low ?? 0) - 1e-9);
        expect(high ?? -1).toBeGreaterThanOrEqual((chao1 ?? 0) - 1e-9);
        expect(completeness).toBeGreaterThanOrEqual(-1e-9);
        expect(completeness).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("goodToulmin", () => {
  it("foresees as many new butterflies as Fisher, Corbet and Williams", () => {
    const corbet = frequencies(
      118,
      74,
      44,
      24,
      29,
      22,
      20,
      19,
      20,
      15,
      12,
      14,
      6,
      12,
      6,
      9,
      9,
      6,
      10,
      10,
      11,
      5,
      3,
      3,
    );
    expect(goodToulmin(corbet, 1)).toBe(75);
    const rounded = [0.1, 0.2, 0.3, 0.4, 0.5].map((t) => goodToulmin(corbet, t).toFixed(2));
    expect(rounded).toEqual(["11.10", "20.96", "29.79", "37.79", "45.17"]);
  });
});
