import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import type { Span } from "@/lib/domain/span";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { findOrCreateProject } from "./projects";
import { insertSpans } from "./span-writer";
import { TRACE_SORT_KEYS, type TraceSort } from "./trace-cursor";
import { FACET_FIELDS, loadTraceFacets } from "./trace-facets";
import { loadTraceHistogram } from "./trace-histogram";
import { loadTraceExtent, loadTracePage, streamTraces } from "./trace-list";

const db = testDatabase();
const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-02T00:00:00Z") };
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

async function projectWith(...spans: readonly Span[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), `p-${randomUUID()}`);
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  return id;
}

const idsOf = (rows: readonly { traceId: string }[]) => rows.map((row) => row.traceId);

/** Ids of the traces that a query lists, newest first. */
async function found(projectId: number, text: string): Promise<string[]> {
  const { query, faults } = parseTraceQuery(text);
  expect(faults).toEqual([]);
  return idsOf((await loadTracePage(db(), projectId, { window, query, limit: 50 })).rows);
}

describe("what a query lists", () => {
  let projectId = 0;

  beforeAll(async () => {
    const refund = aSpan({ traceId: "refund", name: "handle_refund", startedAt: at("10:00:00") });
    projectId = await projectWith(
      {
        ...refund,
        endedAt: at("10:00:03"),
        endUnixNano: `${at("10:00:03").getTime()}000000`,
        status: { code: "error", message: "tool failed" },
        sessionId: "s1",
        userId: "ana",
        feature: "checkout",
        environment: "eu",
        tags: ["vip", "a,b"],
        segments: { plan: "free" },
        tier: { served: "canned", intended: "primary", reason: "timeout", rule: null },
        input: "I want a refund\nfor order_77",
      },
      aSpan({
        traceId: "refund",
        parentId: refund.spanId,
        startedAt: at("10:00:01"),
        kind: "llm",
        model: { requested: "gpt-4o", served: "gpt-4o-mini", fingerprint: null },
        usage: {
          inputTokens: 1_500,
          outputTokens: 100,
          cachedInputTokens: null,
          cacheWriteInputTokens: null,
          reasoningTokens: null,
        },
        costUsd: 0.25,
        output: 'He said "no" to us',
      }),
      aSpan({
        traceId: "refund",
        parentId: refund.spanId,
        startedAt: at("10:00:02"),
        kind: "tool",
        tool: {
          name: "lookup_order",
          callId: null,
          arguments: null,
          result: null,
          definitions: null,
          rawBytes: null,
        },
      }),
      aSpan({ traceId: "weather", name: "ask_100%", startedAt: at("09:00:00"), input: "us to no" }),
    );
  });

  it.each([
    ["", ["refund", "weather"]],
    ["status:error", ["refund"]],
    ["status:ok,error", ["refund", "weather"]],
    ["-status:error", ["weather"]],
    ["name:handle_refund", ["refund"]],
    ["name:handle*", ["refund"]],
    ['name:"handle*"', []],
    ["name:ask_100%", ["weather"]],
    ["name:*%", ["weather"]],
    ["name:handle?refund", []],
    ["model:gpt-4o", ["refund"]],
    ["model:gpt-4o-m*", ["refund"]],
    ["requested:gpt-4o-mini", []],
    ["feature:checkout", ["refund"]],
    ["-feature:checkout", ["weather"]],
    ["-has:feature", ["weather"]],
    ["tier:canned reason:timeout intended:primary", ["refund"]],
    ["session:s1 user:ana env:eu", ["refund"]],
    ["tag:vip", ["refund"]],
    ['tag:"a,b"', ["refund"]],
    ["-tag:vip", ["weather"]],
    ["segment.plan:free", ["refund"]],
    ["-segment.plan:free", ["weather"]],
    ["tool:lookup_order", ["refund"]],
    ["-tool:lookup*", ["weather"]],
    ["kind:llm,retrieval", ["refund"]],
    ["id:weath*", ["weather"]],
    ["duration:>2s", ["refund"]],
    ["duration:>=3s duration:<=3s", ["refund"]],
    ["duration:250", ["weather"]],
    ["tokens:1.6k", ["refund"]],
    ["-tokens:>1", ["weather"]],
    ["cost:>0.1", ["refund"]],
    ["spans:>1 calls:1 tools:1 errors:1", ["refund"]],
    ["has:model-change", ["refund"]],
    ["has:error,session", ["refund"]],
  ])("%s", async (text, expected) => {
    expect(await found(projectId, text)).toEqual(expected);
  });

  it.each([
    ["refund", ["refund"]],
    ["REF", ["refund"]],
    ["efund", []],
    ["refund weather", []],
    ["lookup order_77", ["refund"]],
    ["-refund", ["weather"]],
    ["us", ["refund", "weather"]],
    ['"to us"', ["refund"]],
    ['"no\\" to"', ["refund"]],
    ['"us to"', ["weather"]],
    ['"refund\nfor order_77"', ["refund"]],
    ["it's", []],
    [String.raw`re\fund`, []],
    // Letters that no hexadecimal id begins with.
    ["q&w|z:*", []],
  ])("finds the text %s in names, ids, inputs and outputs", async (text, expected) => {
    expect(await found(projectId, text)).toEqual(expected);
  });

  it("can ask about any text at all without failing", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary" }), async (text) => {
        const { query } = parseTraceQuery(text);
        const page = await loadTracePage(db(), projectId, { window, query, limit: 1 });
        expect(page.rows.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it("gives a row its dates, numbers and nulls", async () => {
    const { rows } = await loadTracePage(db(), projectId, { window, limit: 50 });
    expect(rows).toMatchObject([
      {
        traceId: "refund",
        startedAt: at("10:00:00"),
        durationMs: 3000,
        totalTokens: 1600,
        costUsd: 0.25,
        modelRequested: "gpt-4o",
        modelServed: "gpt-4o-mini",
        isModelChanged: true,
        tags: ["vip", "a,b"],
        segments: { plan: "free" },
        inputPreview: "I want a refund for order_77",
      },
      { traceId: "weather", totalTokens: null, costUsd: null, sessionId: null, tags: [] },
    ]);
  });

  it("counts the values of each field, and those of an asked field as if it were not asked", async () => {
    const { query } = parseTraceQuery("status:error");
    const facets = await loadTraceFacets(db(), projectId, { window, query });
    const valuesOf = (field: string) => facets.find((facet) => facet.field === field)?.values;
    expect(facets.map(({ field }) => field)).toEqual(FACET_FIELDS);
    expect(valuesOf("status")).toEqual([
      { value: "error", traces: 1 },
      { value: "ok", traces: 1 },
    ]);
    expect(valuesOf("name")).toEqual([{ value: "handle_refund", traces: 1 }]);
    expect(valuesOf("tag")).toEqual([
      { value: "a,b", traces: 1 },
      { value: "vip", traces: 1 },
    ]);
  });

  it("lays out every bar of the window, those without traces too", async () => {
    const bars = await loadTraceHistogram(db(), projectId, { window, widthMs: 12 * 3_600_000 });
    expect(bars).toEqual([
      { at: at("00:00:00"), traces: 2, errors: 1 },
      { at: at("12:00:00"), traces: 0, errors: 0 },
    ]);
  });
});

it("takes a trace that starts with the window, and leaves one that starts at its end", async () => {
  const startedAts = [window.from.getTime() - 1, window.from.getTime(), window.to.getTime() - 1];
  const projectId = await projectWith(
    ...[...startedAts, window.to.getTime()].map((start, index) =>
      aSpan({ traceId: `t${index}`, startedAt: new Date(start) }),
    ),
  );
  expect(await found(projectId, "")).toEqual(["t2", "t1"]);
  const bars = await loadTraceHistogram(db(), projectId, { window, widthMs: 86_400_000 });
  expect(bars).toEqual([{ at: window.from, traces: 2, errors: 0 }]);
  expect(await loadTraceExtent(db(), projectId)).toEqual({
    first: new Date(window.from.getTime() - 1),
    last: window.to,
  });
});

it("keeps two projects with the same trace id apart", async () => {
  const mine = await projectWith(aSpan({ traceId: "same", name: "mine", input: "alpha" }));
  const theirs = await projectWith(aSpan({ traceId: "same", name: "theirs", input: "beta" }));
  expect((await loadTracePage(db(), mine, { window, limit: 9 })).rows).toMatchObject([
    { name: "mine" },
  ]);
  expect(await found(mine, "beta")).toEqual([]);
  expect(await found(theirs, "beta")).toEqual(["same"]);
  expect(await found(mine, '"beta"')).toEqual([]);
});

describe("paging", () => {
  const anOutcome = fc.record({
    minute: fc.integer({ min: 0, max: 3 }),
    lengthMs: fc.integer({ min: 0, max: 3 }),
    name: fc.constantFrom("a", "b", "B"),
    costUsd: fc.option(fc.constantFrom(0, 0.1, 1e-7, 0.1 + 0.2)),
    tokens: fc.option(fc.integer({ min: 0, max: 2 })),
  });
  const aSort: fc.Arbitrary<TraceSort> = fc.record({
    key: fc.constantFrom(...TRACE_SORT_KEYS),
    isDescending: fc.boolean(),
  });

  async function walk(projectId: number, sort: TraceSort, limit: number) {
    const forward: string[][] = [];
    let cursor: string | null = null;
    let last: string | null = null;
    do {
      const page = await loadTracePage(db(), projectId, { window, sort, cursor, limit });
      forward.push(idsOf(page.rows));
      last = page.previousCursor;
      cursor = page.nextCursor;
    } while (cursor !== null);
    const backward: string[][] = [forward.at(-1) ?? []];
    for (cursor = last; cursor !== null; ) {
      const page = await loadTracePage(db(), projectId, { window, sort, cursor, limit });
      backward.unshift(idsOf(page.rows));
      cursor = page.previousCursor;
    }
    return { forward, backward };
  }

  it("gives every trace once, whatever it is sorted by, and the same pages on the way back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anOutcome, { minLength: 1, maxLength: 12 }),
        aSort,
        fc.integer({ min: 1, max: 5 }),
        async (outcomes, sort, limit) => {
          const projectId = await projectWith(
            ...outcomes.map(({ minute, lengthMs, name, costUsd, tokens }, index) => {
              const startedAt = at(`10:0${minute}:00`);
              const usage = { inputTokens: tokens, outputTokens: null, reasoningTokens: null };
              return aSpan({
                traceId: `t${index}`,
                name,
                kind: "llm",
                startedAt,
                endedAt: new Date(startedAt.getTime() + lengthMs),
                costUsd,
                usage: { ...usage, cachedInputTokens: null, cacheWriteInputTokens: null },
              });
            }),
          );
          const { forward, backward } = await walk(projectId, sort, limit);
          const ids = forward.flat();
          expect([...ids].sort()).toEqual(outcomes.map((_, index) => `t${index}`).sort());
          expect(backward.flat()).toEqual(ids);
          const all = await loadTracePage(db(), projectId, { window, sort, limit: 50 });
          expect(ids).toEqual(idsOf(all.rows));
          expect(forward.every((page) => page.length <= limit)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("puts traces of unknown cost last, both ways", async () => {
    const llm = { kind: "llm" } as const;
    const projectId = await projectWith(
      aSpan({ ...llm, traceId: "dear", costUsd: 2 }),
      aSpan({ ...llm, traceId: "unknown" }),
      aSpan({ ...llm, traceId: "cheap", costUsd: 1 }),
    );
    const sorted = async (isDescending: boolean) => {
      const sort = { key: "cost", isDescending } as const;
      return idsOf((await loadTracePage(db(), projectId, { window, sort, limit: 9 })).rows);
    };
    expect(await sorted(true)).toEqual(["dear", "cheap", "unknown"]);
    expect(await sorted(false)).toEqual(["cheap", "dear", "unknown"]);
  });

  it("refuses a cursor of another order, and what is no cursor", async () => {
    const projectId = await projectWith(aSpan(), aSpan());
    const { nextCursor } = await loadTracePage(db(), projectId, { window, limit: 1 });
    const sort = { key: "name", isDescending: false } as const;
    await expect(
      loadTracePage(db(), projectId, { window, sort, cursor: nextCursor, limit: 1 }),
    ).rejects.toThrow("does not belong to this list");
    const forged = Buffer.from('["time",true,"after","soon","x"]').toString("base64url");
    for (const cursor of ["nonsense", forged]) {
      await expect(loadTracePage(db(), projectId, { window, cursor, limit: 1 })).rejects.toThrow(
        "does not belong to this list",
      );
    }
  });

  it("streams more traces than fit one page, each once", async () => {
    const spans = Array.from({ length: 1_001 }, (_, index) =>
      aSpan({ traceId: `t${index}`, startedAt: at("10:00:00") }),
    );
    const projectId = await projectWith(...spans);
    const streamed = new Set<string>();
    for await (const row of streamTraces(db(), projectId, { window })) streamed.add(row.traceId);
    expect(streamed.size).toBe(1_001);
  });
});

it("lists runs by envelope, eval run and the tiers that were tried", async () => {
  const run = (version: string, evalRun: string) =>
    aSpan({
      startedAt: at("10:00:00"),
      envelope: { retrieval_index: version },
      eval: { suite: "gold", run: evalRun, case: "c1", attempt: 1 },
      tier: { served: "canned", intended: null, reason: null, rule: null },
    });
  const [old, fresh] = [run("v41", "r1"), run("v42", "r2")];
  const projectId = await projectWith(old, fresh);
  expect(await found(projectId, "envelope.retrieval_index:v41")).toEqual([old.traceId]);
  expect(await found(projectId, "-envelope.retrieval_index:v41")).toEqual([fresh.traceId]);
  expect(await found(projectId, "run:r2 case:c1 touched:canned")).toEqual([fresh.traceId]);
});
