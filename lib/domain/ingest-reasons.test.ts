import fc from "fast-check";
import { expect, it } from "vitest";
import { buildRejections, mergeReasons, OTHER_REASONS, type ReasonCount } from "./ingest-reasons";

const count = (reason: string, spans: number, requests = 1): ReasonCount => ({
  reason,
  spans,
  requests,
  sample: null,
});

const anyCounts = fc.array(
  fc.record({
    reason: fc.oneof(fc.constant(OTHER_REASONS), fc.nat(90).map(String)),
    spans: fc.nat(100),
    requests: fc.nat(9),
    sample: fc.constant(null),
  }),
  { maxLength: 200 },
);

const total = (counts: readonly ReasonCount[]) => ({
  spans: counts.reduce((sum, { spans }) => sum + spans, 0),
  requests: counts.reduce((sum, { requests }) => sum + requests, 0),
});

it("sums by reason, costliest first, and keeps the first sample there is", () => {
  const merged = mergeReasons([
    count("no trace id", 2),
    { ...count("too deep", 5), sample: "plan" },
    { ...count("no trace id", 4), sample: "answer" },
    { ...count("no trace id", 0), sample: "later" },
  ]);
  expect(merged).toEqual([
    { reason: "no trace id", spans: 6, requests: 3, sample: "answer" },
    { reason: "too deep", spans: 5, requests: 1, sample: "plan" },
  ]);
});

it("counts every span, lists at most 50 reasons and names none twice", () => {
  fc.assert(
    fc.property(anyCounts, (counts) => {
      const merged = mergeReasons(counts);
      expect(total(merged)).toEqual(total(counts));
      expect(merged.length).toBeLessThanOrEqual(50);
      expect(new Set(merged.map(({ reason }) => reason)).size).toBe(merged.length);
    }),
  );
});

it("gives the same when merged in parts, as long as there are few reasons", () => {
  const few = anyCounts.map((counts) =>
    counts.map((one) => ({ ...one, reason: `r${one.spans % 40}` })),
  );
  fc.assert(
    fc.property(few, few, (a, b) => {
      expect(mergeReasons([...mergeReasons(a), ...mergeReasons(b)])).toEqual(
        mergeReasons([...a, ...b]),
      );
    }),
  );
});

it("clips what senders write, which may be anything", () => {
  const [rejection] = buildRejections([{ reason: "r".repeat(10_000), sample: "s".repeat(10_000) }]);
  expect(rejection?.reason).toHaveLength(300);
  expect(rejection?.sample).toHaveLength(200);
  expect(rejection?.spans).toBe(1);
});
