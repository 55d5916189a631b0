import { beforeAll, describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { findOrCreateProject } from "./projects";
import { insertSpans } from "./span-writer";
import { findNeighbours, findTrace } from "./trace-row";
import { searchSpansOfTrace } from "./trace-search";
import { findSpan, loadSpanOutline, loadSpans, streamSpans } from "./trace-spans";

const db = testDatabase();
const TRACE = "a".repeat(32);
const at = (ms: number) => new Date(Date.UTC(2026, 2, 1, 12) + ms);
const nanos = (ms: number, rest = "000000") => `${at(ms).getTime()}${rest}`;
const spanAt = (spanId: string, ms: number, more: Parameters<typeof aSpan>[0] = {}) =>
  aSpan({ traceId: TRACE, spanId, startedAt: at(ms), startUnixNano: nanos(ms), ...more });

let project = 0;
let other = 0;
beforeAll(async () => {
  project = (await findOrCreateProject(db(), "mine")).id;
  other = (await findOrCreateProject(db(), "theirs")).id;
});

const read = async (traceId: string, text: string) =>
  (await searchSpansOfTrace(db(), project, traceId, text)).spanIds;

describe("one trace", () => {
  beforeAll(async () => {
    await insertSpans(db(), project, [
      spanAt("late", 40, { parentId: "root", kind: "tool", input: { city: 'Say "Köln"\n100%' } }),
      spanAt("root", 0, { name: "answer", kind: "agent" }),
      spanAt("call", 10, {
        parentId: "root",
        kind: "llm",
        startUnixNano: nanos(10, "250000"),
        model: { requested: "gpt-4o", served: "gpt-4o-mini", fingerprint: null },
        usage: {
          inputTokens: 12,
          cachedInputTokens: null,
          cacheWriteInputTokens: null,
          outputTokens: null,
          reasoningTokens: null,
        },
        status: { code: "error", message: "Rate limited" },
      }),
      spanAt("untimed", 0, {
        parentId: "root",
        startedAt: new Date(0),
        startUnixNano: "0",
        endUnixNano: "0",
      }),
    ]);
    await insertSpans(db(), other, [spanAt("root", 0, { name: "not mine" })]);
    await deriveQueued(db());
  });

  it("gives the narrow facts of every span by start, counted from the first believable one", async () => {
    const outline = await loadSpanOutline(db(), project, TRACE);
    expect(outline.map(({ spanId, startMs }) => [spanId, startMs])).toEqual([
      ["untimed", -at(0).getTime()],
      ["root", 0],
      ["call", 10.25],
      ["late", 40],
    ]);
    expect(outline[2]).toMatchObject({
      parentId: "root",
      kind: "llm",
      status: "error",
      modelRequested: "gpt-4o",
      modelServed: "gpt-4o-mini",
      tokens: 12,
      costUsd: null,
    });
    expect(outline[1]?.tokens).toBeNull();
  });

  it("counts from the only start there is when no span has a time", async () => {
    const traceId = "b".repeat(32);
    await insertSpans(db(), project, [
      aSpan({ traceId, startedAt: new Date(0), startUnixNano: "0", endUnixNano: "0" }),
    ]);
    const [span] = await loadSpanOutline(db(), project, traceId);
    expect(span?.startMs).toBe(0);
  });

  it("gives whole spans in the same order, one by one or at once", async () => {
    const all = await loadSpans(db(), project, TRACE);
    expect(all.map(({ spanId }) => spanId)).toEqual(["untimed", "root", "call", "late"]);
    const first = await streamSpans(db(), project, TRACE).next();
    expect(first.value).toEqual(all[0]);
  });

  it("finds one whole span, and nothing by another project's or an unknown id", async () => {
    expect((await findSpan(db(), project, TRACE, "late"))?.input).toEqual({
      city: 'Say "Köln"\n100%',
    });
    expect((await findSpan(db(), other, TRACE, "root"))?.name).toBe("not mine");
    expect(await findSpan(db(), other, TRACE, "late")).toBeUndefined();
  });

  it("finds the trace's row with plain numbers, in its own project only", async () => {
    expect(await findTrace(db(), project, TRACE)).toMatchObject({
      name: "answer",
      spanCount: 4,
      inputTokens: 12,
      outputTokens: null,
    });
    expect((await findTrace(db(), other, TRACE))?.name).toBe("not mine");
    expect(await findTrace(db(), project, "c".repeat(32))).toBeUndefined();
  });

  it.each([
    ["köln", ["late"]],
    ['say "', ["late"]],
    ["100%", ["late"]],
    ["1%0", []],
    ["_00", []],
    ["rate LIMITED", ["call"]],
    ["answer", ["root"]],
    ["clockSuspect", []],
    ["not mine", []],
    ["  ", []],
  ])("searches what spans say for %j", async (text, found) => {
    expect(await read(TRACE, text)).toEqual(found);
  });
});

it("knows the traces before and after, also among those that start together", async () => {
  const ids = ["1", "2", "3"].map((digit) => digit.repeat(32));
  const starts = [1000, 1000, 2000];
  await insertSpans(
    db(),
    other,
    ids.map((traceId, index) => aSpan({ traceId, startedAt: at(starts[index] ?? 0) })),
  );
  await deriveQueued(db());
  const beside = async (traceId: string, ms: number) =>
    findNeighbours(db(), other, { traceId, startedAt: at(ms) });
  expect(await beside("2".repeat(32), 1000)).toEqual({ earlier: ids[0], later: ids[2] });
  expect(await beside("1".repeat(32), 1000)).toEqual({ earlier: TRACE, later: ids[1] });
  expect(await beside("3".repeat(32), 2000)).toEqual({ earlier: ids[1], later: null });
});
