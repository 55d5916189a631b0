import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonSubsequenceLength } from "./common-subsequence";
import { diffSentences, diffWords, sentencesOf } from "./text-diff";
import { textSimilarity, valueSimilarity } from "./text-similarity";

describe("textSimilarity", () => {
  it("orders texts as a reader would", () => {
    const said = "Your order ships on Monday and arrives on Wednesday.";
    const reworded = "Your order ships on Monday and will arrive on Wednesday.";
    const other = "I am sorry, this reservation cannot be changed.";
    expect(textSimilarity(said, said)).toBe(1);
    expect(textSimilarity(said, reworded)).toBeGreaterThan(0.7);
    expect(textSimilarity(said, other)).toBeLessThan(0.3);
  });

  it("compares very long texts by samples", () => {
    const words = Array.from({ length: 6_000 }, (_, at) => `w${at}`);
    const long = words.join(" ");
    const near = [...words.slice(0, 5_900), "end"].join(" ");
    expect(textSimilarity(long, near)).toBeGreaterThan(0.9);
    expect(textSimilarity(long, words.map((word) => `${word}x`).join(" "))).toBeLessThan(0.1);
  });

  it("is symmetric and between 0 and 1", () => {
    fc.assert(
      fc.property(fc.lorem(), fc.lorem(), (a, b) => {
        const similar = textSimilarity(a, b);
        expect(similar).toBeCloseTo(textSimilarity(b, a), 12);
        expect(similar).toBeGreaterThanOrEqual(0);
        expect(similar).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});

it("measures short values by edits", () => {
  expect(valueSimilarity("kitten", "sitting")).toBeCloseTo(1 - 3 / 7, 12);
  expect(valueSimilarity("", "")).toBe(1);
  expect(valueSimilarity("", "ab")).toBe(0);
});

it("counts a common subsequence across the borders of machine words", () => {
  const long = Array.from({ length: 100 }, (_, at) => at);
  expect(commonSubsequenceLength(long, long)).toBe(100);
  expect(commonSubsequenceLength(long, long.toReversed())).toBe(1);
  expect(commonSubsequenceLength([..."AGCAT"], [..."GAC"])).toBe(2);
  expect(commonSubsequenceLength([..."XMJYAUZ"], [..."MZJAWXU"])).toBe(4);
});

describe("text diffs", () => {
  it("loses no character of either side", () => {
    const texts = fc.oneof(fc.lorem({ mode: "sentences" }), fc.string());
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        for (const diff of [diffWords(a, b), diffSentences(a, b)]) {
          const side = (other: string) =>
            diff.map(({ change, text }) => (change === other ? "" : text)).join("");
          expect(side("added")).toBe(a);
          expect(side("removed")).toBe(b);
        }
      }),
    );
  });

  it("cuts sentences at their ends and not inside numbers", () => {
    expect(sentencesOf("It costs 3.50. Pay now!\nThanks")).toEqual([
      "It costs 3.50. ",
      "Pay now!\n",
      "Thanks",
    ]);
  });
});
