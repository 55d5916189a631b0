import { expect, it } from "vitest";
import { type SeenCatalog, toolMoves } from "./tool-moves";
import { canonicalToolText } from "./tool-text";

const day = (n: number) => new Date(Date.UTC(2026, 0, n));
const catalog = (from: number, to: number, hashes: SeenCatalog["hashes"]): SeenCatalog => ({
  firstAt: day(from),
  lastAt: day(to),
  hashes,
});

it("sees a definition move when another takes its place", () => {
  const moves = toolMoves([
    catalog(1, 10, { lookup: "a", search: "s" }),
    catalog(9, 20, { lookup: "b", search: "s" }),
  ]);
  expect(moves).toMatchObject([{ tool: "lookup", from: "a", to: "b", at: day(9) }]);
});

it("takes agents with different catalogs side by side for no change", () => {
  expect(
    toolMoves([
      catalog(1, 30, { lookup: "a" }),
      catalog(5, 20, { lookup: "b" }),
      catalog(6, 30, {}),
    ]),
  ).toEqual([]);
});

it("writes equal definitions equally, whatever the order of their keys", () => {
  const tool = { name: "t", description: null };
  expect(canonicalToolText({ ...tool, parameters: { b: 1, a: [{ d: 1, c: 2 }] } })).toBe(
    '{"description":null,"name":"t","parameters":{"a":[{"c":2,"d":1}],"b":1}}',
  );
});
