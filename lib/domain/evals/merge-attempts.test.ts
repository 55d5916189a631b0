import fc from "fast-check";
import { expect, it } from "vitest";
import { type MarkedAttempt, mergeAttempts, type PostedAttempt } from "./merge-attempts";

const shared = {
  suite: "gold",
  run: "r1",
  case: "refund",
  passed: true,
  score: null,
  error: null,
  contentHash: "h",
  subjectKey: "k",
  subjectLabel: "m",
  model: "m",
  prompt: null,
};
const start = new Date("2026-03-01T12:00:00Z").getTime();
const posted = (attempt: number, traceId: string | null, more: Partial<PostedAttempt> = {}) => ({
  ...shared,
  at: new Date(start),
  attempt,
  traceId,
  ...more,
});
const mark = (
  attempt: number | null,
  traceId: string,
  minute: number,
  more: Partial<MarkedAttempt> = {},
) => ({ ...shared, at: new Date(start + minute * 60_000), attempt, traceId, ...more });

const short = (rows: ReturnType<typeof mergeAttempts>) =>
  rows.map(({ attempt, traceId, passed, origin }) => [attempt, traceId, passed, origin]);

it("lets a posted attempt stand for the trace of its number, whose id it learns", () => {
  const rows = mergeAttempts([posted(1, null)], [mark(1, "t1", 0, { passed: false })]);
  expect(short(rows)).toEqual([[1, "t1", true, "posted"]]);
});

it("numbers traces without a number in the order they started", () => {
  const rows = mergeAttempts([], [mark(null, "late", 9), mark(null, "early", 1), mark(2, "b", 3)]);
  expect(short(rows)).toEqual([
    [1, "early", true, "mark"],
    [2, "b", true, "mark"],
    [3, "late", true, "mark"],
  ]);
});

it("takes a trace without a number for the posted attempt that lacks one", () => {
  const rows = mergeAttempts(
    [posted(1, "t1"), posted(2, null, { passed: null })],
    [mark(null, "t2", 0), mark(null, "t3", 1)],
  );
  expect(short(rows)).toEqual([
    [1, "t1", true, "posted"],
    [2, "t2", null, "posted"],
    [3, "t3", true, "mark"],
  ]);
});

it("keeps of two traces of one number the one with a verdict, else the later", () => {
  const judged = mergeAttempts([], [mark(0, "a", 0), mark(0, "b", 5, { passed: null })]);
  expect(short(judged)).toEqual([[0, "a", true, "mark"]]);
  const both = mergeAttempts([], [mark(0, "a", 0), mark(0, "b", 5, { passed: false })]);
  expect(short(both)).toEqual([[0, "b", false, "mark"]]);
});

it("lists every number once and every posted attempt, in any order of its input", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 6 }));
  const marks = fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { maxLength: 8 });
  fc.assert(
    fc.property(numbers, marks, (attempts, marked) => {
      const results = attempts.map((attempt) =>
        posted(attempt, attempt % 2 ? `p${attempt}` : null),
      );
      const traces = marked.map((attempt, index) => mark(attempt, `t${index}`, index));
      const rows = mergeAttempts(results, traces);
      expect(new Set(rows.map((row) => row.attempt)).size).toBe(rows.length);
      expect(rows.filter((row) => row.origin === "posted")).toHaveLength(results.length);
      expect(mergeAttempts(results.toReversed(), traces.toReversed())).toEqual(rows);
      const unnumbered = traces.filter((trace) => trace.attempt === null);
      const shown = new Set(rows.map((row) => row.traceId));
      expect(unnumbered.every((trace) => shown.has(trace.traceId))).toBe(true);
    }),
  );
});
