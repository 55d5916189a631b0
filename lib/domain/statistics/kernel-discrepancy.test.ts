import { expect, it } from "vitest";
import { runThrough } from "../checkpoints";
import { type VectorSet, vectoriseTexts } from "../text-vectors/vectorise";
import { testKernelDiscrepancy } from "./kernel-discrepancy";
import { seededRandom } from "./random";

const WORDS = "refund invoice card delay parcel login password reset address change".split(" ");

function texts(count: number, words: readonly string[], seed: number): string[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 6 }, () => words[Math.floor(random() * words.length)]).join(" "),
  );
}

function twoSets(a: string[], b: string[]): [VectorSet, VectorSet] {
  const { dimensions, data } = runThrough(vectoriseTexts([...a, ...b]));
  const cut = a.length * dimensions;
  return [
    { count: a.length, dimensions, data: data.subarray(0, cut) },
    { count: b.length, dimensions, data: data.subarray(cut) },
  ];
}

it("sees that two sources differ", () => {
  const sets = twoSets(texts(60, WORDS.slice(0, 6), 1), texts(60, WORDS.slice(3), 2));
  const test = runThrough(testKernelDiscrepancy(...sets, 200, 1));
  expect(test.statistic).toBeGreaterThan(0.02);
  expect(test.p).toBeLessThan(0.01);
});

it("is wrong as often as it says where one source gave both", () => {
  const ps = Array.from({ length: 60 }, (_, run) => {
    const sets = twoSets(texts(20, WORDS, 2 * run + 1), texts(20, WORDS, 2 * run + 2));
    return runThrough(testKernelDiscrepancy(...sets, 99, run)).p;
  });
  const below = (p: number) => ps.filter((found) => found <= p).length / ps.length;
  // Four standard errors around a uniform distribution.
  expect(below(0.1)).toBeLessThan(0.26);
  expect(below(0.5)).toBeGreaterThan(0.24);
  expect(below(0.5)).toBeLessThan(0.76);
});
