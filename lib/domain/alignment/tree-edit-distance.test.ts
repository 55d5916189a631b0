import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBracketTree } from "./labelled-tree";
import { pqGramDistance, pqGramsOf } from "./pq-gram";
import { normalisedTreeDistance, treeEditDistance } from "./tree-edit-distance";

const distance = (a: string, b: string) =>
  treeEditDistance(parseBracketTree(a), parseBracketTree(b));

describe("treeEditDistance", () => {
  it.each([
    // Published: Zhang and Shasha's example, and cases of Pawlik and Augsten's test set.
    ["{f{d{a}{c{b}}}{e}}", "{f{c{d{a}{b}}}{e}}", 2],
    ["{f{a}{e{c{b}}{d}}}", "{f{a}{c{e{b}{d}}}}", 2],
    ["{a{b{i}{j{u}}}{c{d}{e{q{n}{m}}}}{f{w}}}", "{x}", 13],
    // By hand.
    ["{a}", "{a}", 0],
    ["{a}", "{b}", 1],
    ["", "{a}", 1],
    ["{a{b}}", "{b{a}}", 2],
    ["{a{b}{c}}", "{a{c}{b}}", 2],
    ["{a{b}{c}}", "{a{b{c}}}", 2],
    ["{a{b}{c}{d}}", "{a{b}{d}}", 1],
    ["{a{b{c}}}", "{a{c}}", 1],
    ["{a{b}{c}}", "{a{x{b}{c}}}", 1],
    ["{a}{b}", "{a}{b}{c}", 1],
    ["{a{b}{b}{b}}", "{a}", 3],
    ["{r{a{x}{y}}{b}}", "{r{x}{y}{b}}", 1],
    [
      "{agent{llm:plan}{retr:kb}{tool:get_order}{llm:answer}}",
      "{agent{llm:plan}{retr:kb}{tool:search_web}{tool:get_order}{llm:handoff}}",
      2,
    ],
  ])("between %s and %s is %d", (a, b, expected) => {
    expect(distance(a, b)).toBe(expected);
    expect(distance(b, a)).toBe(expected);
  });

  it("is 4/13 of the worked example when normalised", () => {
    expect(normalisedTreeDistance(2, 5, 6)).toBeCloseTo(4 / 13, 12);
    expect(normalisedTreeDistance(0, 0, 0)).toBe(0);
  });
});

const trees = fc
  .array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.nat(100)), { maxLength: 14 })
  .map((nodes) => {
    // Parents before children in the order of a walk: each node hangs below one on the last path.
    const parents: number[] = [];
    for (const [position, [, pick]] of nodes.entries()) {
      const path = [-1];
      for (let at = position - 1; at >= 0; at = parents[at] ?? -1) path.push(at);
      parents.push(path[pick % path.length] ?? -1);
    }
    return { labels: nodes.map(([label]) => label), parents };
  });

describe("both tree distances", () => {
  it("are nothing from a tree to itself and the same in both directions", () => {
    fc.assert(
      fc.property(trees, trees, (a, b) => {
        expect(treeEditDistance(a, a)).toBe(0);
        expect(treeEditDistance(a, b)).toBe(treeEditDistance(b, a));
        expect(pqGramDistance(pqGramsOf(a), pqGramsOf(a))).toBe(0);
        expect(pqGramDistance(pqGramsOf(a), pqGramsOf(b))).toBe(
          pqGramDistance(pqGramsOf(b), pqGramsOf(a)),
        );
      }),
    );
  });

  it("keep the triangle inequality where a metric is promised", () => {
    fc.assert(
      fc.property(trees, trees, trees, (a, b, c) => {
        const direct = treeEditDistance(a, c);
        expect(direct).toBeLessThanOrEqual(treeEditDistance(a, b) + treeEditDistance(b, c));
      }),
    );
  });

  it("count one edit for a node taken out of a long list", () => {
    const labels = ["root", ...Array.from({ length: 300 }, (_, at) => `step ${at}`)];
    const flat = (names: readonly string[]) => ({
      labels: names,
      parents: names.map((_, at) => (at === 0 ? -1 : 0)),
    });
    expect(treeEditDistance(flat(labels), flat(labels.toSpliced(150, 1)))).toBe(1);
    const near = pqGramDistance(pqGramsOf(flat(labels)), pqGramsOf(flat(labels.toSpliced(150, 1))));
    expect(near).toBeGreaterThan(0);
    expect(near).toBeLessThan(0.02);
  });
});
