import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CoverCandidate, greedyCover } from "./greedy-cover";

const candidate = (id: string, elements: string[], more: Partial<CoverCandidate> = {}) => ({
  id,
  elements,
  cost: null,
  at: new Date(0),
  group: null,
  ...more,
});

describe("greedyCover", () => {
  it("takes what adds most to what is covered already", () => {
    const weights = new Map([
      ["a", 5],
      ["b", 4],
      ["c", 3],
    ]);
    const choices = greedyCover(
      [candidate("1", ["a", "b"]), candidate("2", ["a", "c"]), candidate("3", ["b", "a"])],
      weights,
      5,
    );
    expect(choices).toEqual([
      { id: "1", gains: ["a", "b"], gain: 9 },
      { id: "2", gains: ["c"], gain: 3 },
    ]);
  });

  it("prefers the cheaper, then the newer, and takes one of a group", () => {
    const weights = new Map([
      ["a", 1],
      ["b", 1],
    ]);
    const later = { at: new Date(9) };
    const cheapest = [
      candidate("dear", ["a"], { cost: 9, ...later }),
      candidate("old", ["a"], { cost: 2 }),
      candidate("new", ["a"], { cost: 2, ...later }),
    ];
    expect(greedyCover(cheapest, weights, 5).map(({ id }) => id)).toEqual(["new"]);
    const grouped = [
      candidate("x", ["a"], { group: "acme" }),
      candidate("y", ["b"], { group: "acme" }),
    ];
    expect(greedyCover(grouped, weights, 5)).toHaveLength(1);
  });

  it("covers at least 1 − 1/e of what the best choice of two covers", () => {
    const elements = fc.uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(elements, { minLength: 2, maxLength: 7 }), (sets) => {
        const weights = new Map([..."abcdefgh"].map((one, index) => [one, index + 1]));
        const weightOf = (...chosen: (readonly string[])[]) =>
          [...new Set(chosen.flat())].reduce((sum, one) => sum + (weights.get(one) ?? 0), 0);
        const best = Math.max(...sets.flatMap((a) => sets.map((b) => weightOf(a, b))));
        const choices = greedyCover(
          sets.map((set, index) => candidate(`${index}`, set)),
          weights,
          2,
        );
        const gained = choices.reduce((sum, { gain }) => sum + gain, 0);
        expect(gained).toBeGreaterThanOrEqual((1 - 1 / Math.E) * best);
      }),
    );
  });
});
