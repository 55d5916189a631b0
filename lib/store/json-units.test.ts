import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findParts, MIN_UNIT_LENGTH } from "./json-units";

const long = (mark: string) => mark + "x".repeat(MIN_UNIT_LENGTH);

const unitsOf = (json: string, rule: "elements" | "strings" = "elements") => {
  const ranges = findParts(json, rule).units;
  return Array.from({ length: ranges.length / 2 }, (_, index) =>
    json.slice(ranges[2 * index], ranges[2 * index + 1]),
  );
};

describe("findParts", () => {
  it("finds the objects that a list holds", () => {
    const [a, b] = [{ role: "user", parts: [{ content: long("a") }] }, { role: long("b") }];
    expect(unitsOf(JSON.stringify([a, { role: "short" }, b]))).toEqual(
      [a, b].map((message) => JSON.stringify(message)),
    );
  });

  it("finds messages below other fields and lists", () => {
    const message = { id: ["langchain"], kwargs: { content: long('}"]') } };
    expect(unitsOf(JSON.stringify({ messages: [[message]] }))).toEqual([JSON.stringify(message)]);
  });

  it("finds long strings outside of lists, and only these when asked to", () => {
    const json = JSON.stringify({ query: "q", documents: [{ id: 1, content: long("d") }] });
    expect(unitsOf(json, "strings")).toEqual([JSON.stringify(long("d"))]);
    expect(unitsOf(JSON.stringify({ text: long("t") }))).toEqual([JSON.stringify(long("t"))]);
  });

  it("finds nothing in what ends inside a string or nests too deep", () => {
    expect(findParts(`["${long("a")}`, "elements").units).toEqual([]);
    expect(findParts("[".repeat(100), "elements").units).toEqual([]);
  });

  it("finds runs that a list keeps when it grows", () => {
    const list = (length: number) =>
      JSON.stringify(Array.from({ length }, (_, index) => ({ role: "user", index })));
    const runsOf = (json: string) => findParts(json, "elements").runs;
    expect(runsOf(list(7))).toEqual([]);
    expect(runsOf(list(9))).toEqual(runsOf(list(8)));
    expect(runsOf(list(20)).slice(0, 2)).toEqual(runsOf(list(8)));
    const [start = 0, end = 0] = runsOf(list(8));
    expect(`[${list(8).slice(start, end)}]`).toBe(list(8));
  });

  it("finds whole JSON values, in order and apart, in any JSON", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.constantFrom("elements" as const, "strings" as const),
        (value, rule) => {
          const json = JSON.stringify([value, long("tail")]);
          const ranges = findParts(json, rule).units;
          expect([...ranges].sort((a, b) => a - b)).toEqual(ranges);
          for (const unit of unitsOf(json, rule)) expect(() => JSON.parse(unit)).not.toThrow();
        },
      ),
    );
  });
});
