import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readScoreCriterion } from "./score-query";
import { NUMBER_FIELDS, PROPERTIES, TEXT_FIELDS } from "./trace-fields";
import { parseTraceQuery, type QueryTerm } from "./trace-query";
import { formatTraceQuery, toggleValue, valuesInQuery, withTerm } from "./trace-query-text";
import { tokenizeQuery } from "./trace-query-tokens";

const termsOf = (text: string) => {
  const { query, faults } = parseTraceQuery(text);
  expect(faults).toEqual([]);
  return query.terms;
};
const bare = (text: string) => ({ text, isQuoted: false });
const quoted = (text: string) => ({ text, isQuoted: true });

describe("a query", () => {
  it("reads values, alternatives, comparisons, negations and text", () => {
    expect(
      termsOf('status:error model:gpt-4o,gpt-5 duration:>2s -tag:x "exact words" refund'),
    ).toEqual([
      { type: "value", field: "status", values: [bare("error")], isNegated: false },
      { type: "value", field: "model", values: [bare("gpt-4o"), bare("gpt-5")], isNegated: false },
      { type: "number", field: "duration", comparison: ">", number: 2000, isNegated: false },
      { type: "value", field: "tag", values: [bare("x")], isNegated: true },
      { type: "text", text: "exact words", isExact: true, isNegated: false },
      { type: "text", text: "refund", isExact: false, isNegated: false },
    ]);
  });

  it.each([
    ["duration:1500", "=", 1500],
    ["duration:<=1.5m", "<=", 90_000],
    ["tokens:>10k", ">", 10_000],
    ["cost:>=$0.1", ">=", 0.1],
    ["spans:<20", "<", 20],
  ])("reads %s as %s %d", (text, comparison, number) => {
    expect(termsOf(text)).toMatchObject([{ type: "number", comparison, number }]);
  });

  it("keeps commas, spaces and quotation marks inside quotes", () => {
    expect(termsOf(String.raw`feature:"a, \"b\" c",d`)).toMatchObject([
      { values: [quoted('a, "b" c'), bare("d")] },
    ]);
  });

  it("reads segments, and keys in any case", () => {
    expect(termsOf("segment.plan:free STATUS:ok")).toMatchObject([
      { type: "segment", key: "plan" },
      { field: "status" },
    ]);
  });

  it("reads scores by number, verdict and label, under names as people wrote them", () => {
    expect(
      termsOf(
        'score.helpful:>=-0.5,good -score."Answer: \\"relevance\\"":"good" Verdict:bad has:score',
      ),
    ).toEqual([
      { type: "score", key: "helpful", values: [bare(">=-0.5"), bare("good")], isNegated: false },
      { type: "score", key: 'Answer: "relevance"', values: [quoted("good")], isNegated: true },
      { type: "value", field: "verdict", values: [bare("bad")], isNegated: false },
      { type: "property", properties: ["score"], isNegated: false },
    ]);
  });

  it("takes times, dates and ids as text", () => {
    for (const text of ["12:30", "2026-05-12", "well-known"]) {
      expect(termsOf(text)).toEqual([{ type: "text", text, isExact: false, isNegated: false }]);
    }
  });
});

describe("a part that is not understood", () => {
  it.each([
    ["colour:red", '"colour" is not a field'],
    ["dur:>2s", 'did you mean "duration:"'],
    ["duration:soon", "takes one number, such as duration:>2s"],
    ["tokens:>5constructor", "takes one number"],
    ["has:wings", "knows error"],
    ["status:", "needs a value"],
    ['"open', "not closed"],
    ["***", "no letter or digit"],
    ["https://example.com", '"https" is not a field'],
    ["score.helpful:>much", "takes a number such as >0.5"],
    ["score.:good", '"score." is not a field'],
    ["verdict:fine", "good or bad"],
    ["constructor:1", '"constructor" is not a field'],
  ])("%s is named with what would be understood", (text, message) => {
    const { query, faults } = parseTraceQuery(`status:ok ${text}`);
    expect(query.terms).toHaveLength(1);
    expect(faults).toMatchObject([{ part: text, start: 10, end: 10 + text.length }]);
    expect(faults[0]?.message).toContain(message);
  });
});

const aValue = fc
  .record({ text: fc.string({ minLength: 1 }), isQuoted: fc.boolean() })
  .map(({ text, isQuoted }) => (isQuoted ? quoted(text) : bare(text.replace(/[\s",\\]/g, "x"))));
const values = fc.array(aValue, { minLength: 1, maxLength: 3 });
const oneOf = <Key extends string>(table: Record<Key, unknown>) =>
  fc.constantFrom(...(Object.keys(table) as Key[]));
const aTerm: fc.Arbitrary<QueryTerm> = fc.oneof(
  fc.record({
    type: fc.constant("text" as const),
    text: fc.string().map((text) => `a${text}`),
    isExact: fc.constant(true),
    isNegated: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("value" as const),
    field: oneOf(TEXT_FIELDS).filter((field) => field !== "verdict"),
    values,
    isNegated: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("score" as const),
    key: fc.string({ minLength: 1, maxLength: 200 }),
    values: fc.array(
      aValue.filter((value) => readScoreCriterion(value) !== null),
      { minLength: 1, maxLength: 3 },
    ),
    isNegated: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("property" as const),
    properties: fc.array(oneOf(PROPERTIES), { minLength: 1 }),
    isNegated: fc.boolean(),
  }),
  fc.record({
    type: fc.constant("number" as const),
    field: oneOf(NUMBER_FIELDS),
    comparison: fc.constantFrom(...([">", ">=", "<", "<=", "="] as const)),
    number: fc.integer({ min: 0, max: 1e9 }),
    isNegated: fc.boolean(),
  }),
);

it("reads back what it writes", () => {
  fc.assert(
    fc.property(fc.array(aTerm), (terms) => {
      expect(parseTraceQuery(formatTraceQuery({ terms }))).toEqual({
        query: { terms },
        faults: [],
      });
    }),
  );
});

it("accounts for every character of any text: each is in a term, in a fault, or a space", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const tokens = tokenizeQuery(text);
      const { query, faults } = parseTraceQuery(text);
      expect(query.terms.length + faults.length).toBe(tokens.length);
      const pieces = tokens.map(({ raw }) => raw).join("");
      expect(pieces.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }),
  );
});

describe("changing a query from outside", () => {
  it("adds alternatives to a field, and takes them out again", () => {
    const one = toggleValue("refund", "model", "gpt-4o");
    expect(one).toBe("refund model:gpt-4o");
    const two = toggleValue(one, "model", "gpt 5");
    expect(two).toBe('refund model:gpt-4o,"gpt 5"');
    expect(toggleValue(toggleValue(two, "model", "gpt-4o"), "model", "gpt 5")).toBe("refund");
  });

  it("leaves refused values alone", () => {
    expect(toggleValue("-tag:x", "tag", "y")).toBe("-tag:x tag:y");
    expect(valuesInQuery("-tag:x tag:y,z", "tag")).toEqual({
      admitted: ["y", "z"],
      refused: ["x"],
    });
  });

  it("does not add a term twice", () => {
    expect(withTerm("-has:tier", "-has:tier")).toBe("-has:tier");
  });

  it("comes back to the same values when toggled twice", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const once = toggleValue("status:ok", "feature", value);
        expect(valuesInQuery(once, "feature").admitted).toEqual([value]);
        expect(toggleValue(once, "feature", value)).toBe("status:ok");
      }),
    );
  });
});
