import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../span";
import { canonicalText } from "./canonical-text";
import { CanonicalValues } from "./canonical-values";
import { Interner } from "./interner";
import { jsonLeaves, leafSimilarity } from "./json-leaves";
import { messagesOf } from "./messages";
import { volatilePaths } from "./volatile-paths";

const NOTHING = { values: new Set<string>() };
const reader = (project: readonly string[] = []) =>
  new CanonicalValues(new Interner(), volatilePaths(project), NOTHING, NOTHING);

describe("canonicalText", () => {
  it.each([
    ["**Total:** 5\n\n* one", "Total: 5 one"],
    ["“It’s” 10–20", '"It\'s" 10-20'],
    ["```json\n{}\n```", "{}"],
    ["> quoted\n# Title", "quoted Title"],
    ["doc_88 and 2*3 and __init__", "doc_88 and 2*3 and init"],
  ])("reads %j as %j", (text, expected) => {
    expect(canonicalText(text)).toBe(expected);
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(fc.lorem({ mode: "sentences" }), (text) => {
        expect(canonicalText(canonicalText(text))).toBe(canonicalText(text));
      }),
    );
  });
});

describe("CanonicalValues", () => {
  it("gives values one number exactly when they are equal, keys in any order", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const values = reader();
        const read = (value: unknown) => values.read(value as Json, "input", null);
        expect(read(a)).toBe(read(JSON.parse(JSON.stringify(a))));
        const isReordered = typeof a === "object" && a !== null && !Array.isArray(a);
        if (isReordered)
          expect(read(Object.fromEntries(Object.entries(a).reverse()))).toBe(read(a));
        expect(read([a, b])).not.toBe(read([a, b, 0]));
      }),
    );
  });

  it("takes JSON in a string for what it holds, and numbers up to rounding", () => {
    const values = reader();
    expect(values.read('{"b": 1, "a": [2]}', "input", null)).toBe(
      values.read({ a: [2], b: 1 }, "input", null),
    );
    expect(values.read(0.1 + 0.2, "input", null)).toBe(values.read(0.3, "input", null));
    expect(values.read(1, "input", null)).not.toBe(values.read("1", "input", null));
  });

  it("gives equal values the same hash in every interner", () => {
    const [one, two] = [reader(), reader()];
    two.read(["something else first"], "input", null);
    const hash = (values: CanonicalValues) =>
      values.interner.hash(values.read({ a: [1, "x"] }, "input", null));
    expect(hash(one)).toBe(hash(two));
  });
});

describe("volatilePaths", () => {
  it("knows keys anywhere, one step and any number of steps", () => {
    const { reasonOf } = volatilePaths(
      ["etag", "/result/*/seen", "/output/**/stamp"],
      ["/result/n"],
    );
    expect(reasonOf(["result", "deep", "etag"])).toBe("project");
    expect(reasonOf(["result", 3, "seen"])).toBe("project");
    expect(reasonOf(["result", 3, 4, "seen"])).toBeNull();
    expect(reasonOf(["output", "a", "b", "stamp"])).toBe("project");
    expect(reasonOf(["output", "stamp"])).toBe("project");
    expect(reasonOf(["result", "n"])).toBe("learned");
    expect(reasonOf(["result", "requestId"])).toBe("built_in");
    expect(reasonOf(["arguments", "order_id"])).toBeNull();
  });
});

it("weighs arguments leaf by leaf, as in the worked example", () => {
  const paths = volatilePaths([]);
  const leaves = (value: Json) => jsonLeaves(value, "arguments", paths);
  const similar = leafSimilarity(
    leaves({ city: "Paris", opts: { units: "metric", days: 5 }, request_id: "abc" }),
    leaves({ city: "Paris", opts: { units: "metric", days: 7 }, request_id: "xyz", lang: "fr" }),
  );
  expect(similar).toBeCloseTo(0.6785714, 7);
});

it("reads conversations in our form and in that of chat completions", () => {
  const call = { id: "1", function: { name: "f", arguments: '{"x":1}' } };
  expect(
    messagesOf({ messages: [{ role: "assistant", content: "hi", tool_calls: [call] }] }),
  ).toEqual([
    {
      role: "assistant",
      parts: [
        { type: "text", content: "hi" },
        { type: "tool_call", id: null, name: "f", arguments: { x: 1 } },
      ],
    },
  ]);
  expect(messagesOf([{ role: "user", parts: [] }])).toEqual([{ role: "user", parts: [] }]);
  expect(messagesOf([{ name: "no role" }])).toBeNull();
  expect(messagesOf("text")).toBeNull();
});
