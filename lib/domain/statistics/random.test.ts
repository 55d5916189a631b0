import { describe, expect, it } from "vitest";
import { sampleBinomial, sampleMultinomial, seededRandom } from "./random";

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("seededRandom", () => {
  it("repeats with its seed and differs with another", () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe("sampleBinomial", () => {
  it.each([
    [50, 0.02],
    [50, 0.9],
    [100_000, 0.4],
  ])("has the mean and the spread of %d trials at %d", (trials, p) => {
    const random = seededRandom(41);
    const drawn = Array.from({ length: 4_000 }, () => sampleBinomial(random, trials, p));
    const variance = trials * p * (1 - p);
    expect(Math.abs(mean(drawn) - trials * p)).toBeLessThan(4 * Math.sqrt(variance / 4_000));
    const spread = mean(drawn.map((value) => (value - trials * p) ** 2));
    expect(spread / variance).toBeGreaterThan(0.9);
    expect(spread / variance).toBeLessThan(1.1);
  });

  it("is certain at 0 and at 1", () => {
    const random = seededRandom(1);
    expect(sampleBinomial(random, 9, 0)).toBe(0);
    expect(sampleBinomial(random, 9, 1)).toBe(9);
    expect(sampleBinomial(random, 0, 0.5)).toBe(0);
  });
});

it("loses no trial of a multinomial and puts none where nothing belongs", () => {
  const random = seededRandom(43);
  for (let draw = 0; draw < 200; draw += 1) {
    const counts = sampleMultinomial(random, 1_000, [3, 0, 5, 2]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1_000);
    expect(counts[1]).toBe(0);
  }
});
