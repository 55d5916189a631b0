import { afterEach, describe, expect, it, vi } from "vitest";
import type { Span } from "@/lib/domain/span";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { loadWaitingWork } from "@/lib/store/waiting-work";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";

const db = testDatabase();
const now = () => new Date("2026-03-02T00:00:00Z");

afterEach(() => vi.restoreAllMocks());

async function derived(slug: string, ...batches: Span[][]) {
  const { id } = await findOrCreateProject(db(), slug);
  for (const batch of batches) {
    await insertSpans(db(), id, batch);
    await deriveQueued(db(), now);
  }
  return db().trace.findMany({
    where: { projectId: id },
    orderBy: { startedAt: "asc" },
    omit: { receivedAt: true, projectId: true },
  });
}

const root = aSpan({
  name: "answer",
  kind: "agent",
  sessionId: "s1",
  tags: ["a"],
  input: "Where is it?",
});
const call = aSpan({
  traceId: root.traceId,
  parentId: root.spanId,
  kind: "llm",
  startedAt: new Date("2026-03-01T12:00:00.100Z"),
  model: { requested: "gpt-4o", served: "gpt-4o-mini-2024-07-18", fingerprint: null },
  usage: {
    inputTokens: 10,
    cachedInputTokens: null,
    cacheWriteInputTokens: null,
    outputTokens: 4,
    reasoningTokens: null,
  },
  tags: ["b", "a"],
  output: [{ role: "assistant", parts: [{ type: "text", content: "On its way" }] }],
});

describe("deriveQueued", () => {
  it("makes one row of a trace", async () => {
    const [row] = await derived("one-row", [root, call]);
    expect(row).toMatchObject({
      traceId: root.traceId,
      name: "answer",
      status: "ok",
      spanCount: 2,
      llmCount: 1,
      modelServed: "gpt-4o-mini-2024-07-18",
      isModelChanged: true,
      totalTokens: 14n,
      costUsd: null,
      sessionId: "s1",
      tags: ["a", "b"],
      source: "production",
      inputPreview: "Where is it?",
      outputPreview: "On its way",
      durationMs: 350,
    });
  });

  it("gives the same row for children before parents, one at a time, as for all at once", async () => {
    const [late] = await derived("late", [call], [root]);
    const [whole] = await derived("whole", [root, call]);
    expect(late).toEqual(whole);
  });

  it("changes nothing when everything is sent again", async () => {
    const [first] = await derived("again", [root, call]);
    const [second] = await derived("again", [call, root]);
    expect(second).toEqual(first);
  });

  it("finds a span's words, of any length of text, after deriving", async () => {
    const long = Array.from({ length: 150_000 }, (_, index) => `word${index}`).join(" ");
    await derived("words", [aSpan({ input: `${long} Zebra` })]);
    const found = await db().$queryRaw<{ n: number }[]>`
      select count(*)::int as n from trace_text where words @@ to_tsquery('simple', '''zebra'':*')`;
    expect(found).toEqual([{ n: 1 }]);
  });

  it("leaves words that are merely due for later while others are more urgent", async () => {
    const { id } = await findOrCreateProject(db(), "urgent");
    const waiting = async (traceId: string) =>
      (await poolOf(db()).query("select from word_queue where trace_id = $1", [traceId])).rowCount;
    const due = (traceId: string, age: string) =>
      poolOf(db()).query(
        "update word_queue set due_at = now() - $2::interval where trace_id = $1",
        [traceId, age],
      );
    const [fresh, old] = [aSpan({}), aSpan({})];
    await insertSpans(db(), id, [fresh, old]);
    await deriveQueued(db(), now, () => "overdue");
    await due(fresh.traceId, "5 seconds");
    await due(old.traceId, "25 seconds");
    await deriveQueued(db(), now, () => "overdue");
    expect([await waiting(fresh.traceId), await waiting(old.traceId)]).toEqual([1, 0]);
    await deriveQueued(db(), now, () => "rested");
    expect(await waiting(fresh.traceId)).toBe(0);
  });

  it("puts off a trace that cannot be derived, and derives the others", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const { id } = await findOrCreateProject(db(), "poison");
    const [bad, good] = [aSpan(), aSpan()];
    await insertSpans(db(), id, [bad]);
    await db().span.updateMany({ where: { traceId: bad.traceId }, data: { body: "{" } });
    await insertSpans(db(), id, [good]);
    expect(await deriveQueued(db(), now)).toBe(1);
    expect(await db().trace.count({ where: { projectId: id, traceId: good.traceId } })).toBe(1);
    expect(await db().deriveQueue.findMany({ where: { projectId: id } })).toMatchObject([
      { attempts: 1 },
    ]);
    await db().deriveQueue.deleteMany({ where: { projectId: id } });
  });

  it("knows whether anything waits", async () => {
    expect((await loadWaitingWork(db())).derive).toBe(false);
    const { id } = await findOrCreateProject(db(), "waiting");
    await insertSpans(db(), id, [aSpan()]);
    expect((await loadWaitingWork(db())).derive).toBe(true);
    await deriveQueued(db(), now);
    expect((await loadWaitingWork(db())).derive).toBe(false);
  });

  it("shares the queue among workers without losing or doubling a trace", async () => {
    const { id } = await findOrCreateProject(db(), "workers");
    const spans = Array.from({ length: 300 }, () => aSpan());
    for (const span of spans) await insertSpans(db(), id, [span]);
    await Promise.all([deriveQueued(db(), now), deriveQueued(db(), now), deriveQueued(db(), now)]);
    expect(await db().trace.count({ where: { projectId: id } })).toBe(300);
    expect(await db().deriveQueue.count()).toBe(0);
  });
});
