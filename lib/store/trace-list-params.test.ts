import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { parseTraceListParams } from "./trace-list-params";

const now = new Date("2026-05-12T14:00:00Z");
const parse = (text: string) => parseTraceListParams(new URLSearchParams(text), now);
const faultsOf = (text: string): unknown => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AppError) return error.details;
    throw error;
  }
  return undefined;
};

it("asks a bare address for the last thirty days, newest first", () => {
  expect(parse("")).toMatchObject({
    window: { from: new Date("2026-04-12T14:00:00Z") },
    sort: { key: "time", isDescending: true },
    cursor: null,
    limit: 50,
  });
});

it("leaves the end that is not given at its default", () => {
  expect(parse("to=2026-05-01T00:00:00Z").window).toEqual({
    from: new Date("2026-04-01T00:00:00Z"),
    to: new Date("2026-05-01T00:00:00Z"),
  });
  const { from, to } = parse("from=2026-05-01T00:00:00%2B02:00").window;
  expect(from).toEqual(new Date("2026-04-30T22:00:00Z"));
  expect(to.getTime()).toBe(now.getTime() + 1);
});

it.each([
  ["from=yesterday", "from"],
  ["from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z", "to"],
  ["range=2y", "range"],
  ["sort=colour", "sort"],
  ["limit=0", "limit"],
  ["limit=501", "limit"],
  ["q=colour:red", "q"],
])("refuses %s, naming %s", (text, field) => {
  expect(faultsOf(text)).toHaveProperty(field);
});

it("names every part of a query that is not understood", () => {
  expect(faultsOf("q=status:ok colour:red has:wings")).toMatchObject({
    q: [expect.stringContaining("colour:red"), expect.stringContaining("has:wings")],
  });
});

it("takes the fields of the query as parameters of their own, as they stand", () => {
  expect(parse("q=status:ok&environment=eu,us*&segment.plan=free").query.terms).toMatchObject([
    { field: "status" },
    { field: "env", values: [{ text: "eu,us*", isQuoted: true }] },
    { type: "segment", key: "plan", values: [{ text: "free" }] },
  ]);
});
