import fc from "fast-check";
import { expect, it } from "vitest";
import { commonSubsequenceLength } from "./common-subsequence";
import { longestIncreasing } from "./longest-increasing";
import { alignSequences } from "./needleman-wunsch";

const rules = { gap: -0.4, minSimilarity: 0.5, maxCells: 1e6 };
const alignEqual = (a: readonly string[], b: readonly string[], some = rules) =>
  alignSequences(a.length, b.length, (i, j) => (a[i] === b[j] ? 1 : 0), some);

it("aligns the worked example: four matches and three gaps score 2.8", () => {
  const { pairs, score } = alignEqual(
    ["plan", "retr", "t:order", "t:refund_policy", "answer"],
    ["plan", "t:order", "retr", "t:refund_policy", "t:escalate", "answer"],
  );
  expect(score).toBeCloseTo(2.8, 12);
  expect(pairs).toHaveLength(4);
});

it("prefers an unlike pair to two gaps only above the least similarity", () => {
  const align = (similarity: number) => alignSequences(1, 1, () => similarity, rules);
  expect(align(0.5).pairs).toEqual([[0, 0]]);
  expect(align(0.49)).toEqual({ pairs: [], score: -0.8 });
});

it("aligns nothing with nothing", () => {
  expect(alignEqual([], [])).toEqual({ pairs: [], score: 0 });
  expect(alignEqual([], ["x", "y"]).score).toBeCloseTo(-0.8);
});

const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 60 });

it("matches as many equal elements as the longest common subsequence has", () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(alignEqual(a, b).pairs).toHaveLength(commonSubsequenceLength(a, b));
    }),
  );
});

it("mirrors its score, and near the diagonal finds the same when little moved", () => {
  fc.assert(
    fc.property(words, words, (a, b) => {
      expect(alignEqual(a, b).score).toBeCloseTo(alignEqual(b, a).score, 9);
    }),
  );
  const long = Array.from({ length: 500 }, (_, at) => `step ${at}`);
  const shifted = [...long.slice(0, 100), "new", ...long.slice(100)];
  expect(alignEqual(long, shifted, { ...rules, maxCells: 20_000 }).pairs).toHaveLength(500);
});

it("reaches the end of a list many times as long within its cells", () => {
  const { pairs } = alignEqual(["x"], [...Array<string>(999).fill("y"), "x"], {
    ...rules,
    maxCells: 10,
  });
  expect(pairs.length).toBeLessThanOrEqual(1);
});

it("finds a longest increasing run", () => {
  expect(longestIncreasing([3, 1, 2, 5, 4])).toEqual([1, 2, 4]);
  expect(longestIncreasing([])).toEqual([]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(200), { maxLength: 40 }), (values) => {
      const run = longestIncreasing(values).map((at) => values[at]);
      const sorted = [...values].sort((x, y) => x - y);
      expect(run).toHaveLength(commonSubsequenceLength(values, sorted));
    }),
  );
});
