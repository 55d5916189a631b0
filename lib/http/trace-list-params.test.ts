import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { EVER, parseTraceListParams } from "./trace-list-params";

const now = new Date("2026-05-12T14:00:00Z");
const parse = (text: string) => parseTraceListParams(new URLSearchParams(text), EVER, now);
const faultsOf = (text: string): unknown => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AppError) return error.details;
    throw error;
  }
  return undefined;
};

it("asks a bare address for everything, newest first", () => {
  expect(parse("")).toMatchObject({
    window: EVER,
    sort: { key: "time", isDescending: true },
    cursor: null,
    limit: 100,
  });
});

it("leaves the end that is not given at its default", () => {
  expect(parse("to=2026-05-01T00:00:00Z").window).toEqual({
    from: EVER.from,
    to: new Date("2026-05-01T00:00:00Z"),
  });
  const { from, to } = parse("range=7d&from=2026-05-10T00:00:00%2B02:00").window;
  expect(from).toEqual(new Date("2026-05-09T22:00:00Z"));
  // A range lets in clocks up to a day ahead of ours.
  expect(to.getTime()).toBe(now.getTime() + 86_400_000);
});

it.each([
  ["from=yesterday", "from"],
  ["from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z", "to"],
  ["range=2y", "range"],
  ["sort=colour", "sort"],
  ["limit=0", "limit"],
  ["limit=1001", "limit"],
  ["q=colour:red", "q"],
  ["colour=red", "colour"],
  ["duration=soon", "duration"],
  ["score.helpful=>much", "score.helpful"],
  ["verdict=fine", "verdict"],
  ["include=everything", "include"],
])("refuses %s, naming %s", (text, field) => {
  expect(faultsOf(text)).toHaveProperty(field);
});

it("names every part of a query that is not understood", () => {
  expect(faultsOf("q=status:ok colour:red has:wings")).toMatchObject({
    q: [expect.stringContaining("colour:red"), expect.stringContaining("has:wings")],
  });
});

it("takes a comparison as a parameter", () => {
  expect(parse("duration=>2s").query.terms).toMatchObject([
    { type: "number", field: "duration", comparison: ">", number: 2_000 },
  ]);
});

it("takes the fields of the query as parameters of their own, as they stand", () => {
  expect(parse("q=status:ok&environment=eu,us*&segment.plan=free").query.terms).toMatchObject([
    { field: "status" },
    { field: "env", values: [{ text: "eu,us*", isQuoted: true }] },
    { type: "segment", key: "plan", values: [{ text: "free" }] },
  ]);
});

it("asks for scores by names and labels as they stand, and for scores in the answer", () => {
  const { query, withScores } = parse("score.Answer relevance=not quite&include=scores");
  expect(query.terms).toEqual([
    {
      type: "score",
      key: "Answer relevance",
      values: [{ text: "not quite", isQuoted: false }],
      isNegated: false,
    },
  ]);
  expect(withScores).toBe(true);
  expect(parse("").withScores).toBe(false);
});
