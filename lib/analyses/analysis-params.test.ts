import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { formatScope, scopeOfQuery } from "@/lib/domain/analysis-scope";
import { RANGES } from "@/lib/domain/time-window";
import { AppError } from "@/lib/errors";
import { analysisParams } from "./analysis-params";

const now = new Date("2026-05-12T14:00:00Z");
const params = analysisParams({ top: z.coerce.number().int().min(1).max(50).default(10) });
const parse = (text: string) => params.parse(new URLSearchParams(text), now);
const faultsOf = (text: string): unknown => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AppError) return error.details;
    throw error;
  }
  return undefined;
};

it("asks a bare address for all traffic of the last 30 days", () => {
  const bare = {
    window: { from: new Date("2026-04-12T14:00:00Z"), to: now },
    range: "30d",
    feature: null,
    environment: null,
    tenant: null,
    segments: {},
    top: 10,
  };
  expect(parse("")).toEqual(bare);
  expect(parse("feature=&from=&segment.plan=&top=")).toEqual(bare);
});

it("leaves the end that is not given at now, and the start 30 days before the end", () => {
  expect(parse("from=2026-05-01T02:00:00%2B02:00").window).toEqual({
    from: new Date("2026-05-01T00:00:00Z"),
    to: now,
  });
  expect(parse("to=2026-03-31T00:00:00Z").window).toEqual({
    from: new Date("2026-03-01T00:00:00Z"),
    to: new Date("2026-03-31T00:00:00Z"),
  });
});

it("narrows by any number of segments, whatever they are called", () => {
  const { segments, feature } = parse("feature=chat&segment.plan=free&segment.size=x");
  expect(Object.entries(segments)).toEqual([
    ["plan", "free"],
    ["size", "x"],
  ]);
  expect(feature).toBe("chat");
});

it.each([
  ["from=yesterday", "from"],
  ["from=2026-05-01", "from"],
  ["from=2026-05-13T00:00:00Z", "from"],
  ["from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z", "to"],
  ["from=1970-01-01T00:00:00Z", "from"],
  ["range=2y", "range"],
  ["range=7d&from=2026-05-01T00:00:00Z", "range"],
  [`feature=${"x".repeat(601)}`, "feature"],
  ["feature=a&feature=b", "feature"],
  ["segment.=free", "segment."],
  ["segment.__proto__=free", "segment.__proto__"],
  ["segments=free", "segments"],
  ["colour=red", "colour"],
  ["colour=", "colour"],
  ["top=0", "top"],
  ["top=many", "top"],
])("refuses %s, naming %s", (text, name) => {
  expect(Object.keys(faultsOf(text) as object)).toEqual([name]);
});

it("names every parameter that does not fit", () => {
  expect(Object.keys(faultsOf("from=soon&top=0&range=2y") as object).sort()).toEqual([
    "from",
    "range",
    "top",
  ]);
});

const name = fc.string({ minLength: 1, maxLength: 20 });
const asked = fc.record(
  { feature: name, environment: name, tenant: name, "segment.plan": name, "segment.ä b": name },
  { requiredKeys: [] },
);
const moment = fc.date({
  min: new Date("2026-01-01"),
  max: new Date("2026-05-01"),
  noInvalidDate: true,
});
const time = fc.oneof(
  fc.constantFrom(...RANGES).map((range) => ({ range })),
  moment.map((from) => ({ from: from.toISOString() })),
);

it("is asked the same again by what it writes", () => {
  fc.assert(
    fc.property(asked, time, (filter, window) => {
      const scope = parse(new URLSearchParams({ ...filter, ...window }).toString());
      expect(parse(formatScope(scope))).toEqual(scope);
    }),
  );
});

it("takes only what every analysis understands to the next page", () => {
  expect(scopeOfQuery(new URLSearchParams("range=7d&point=route&segment.plan=free&cursor=9"))).toBe(
    "range=7d&segment.plan=free",
  );
});
