import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import type { Span } from "@/lib/domain/span";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { findOrCreateProject } from "./projects";
import { loadSessionPage, loadSessionTraces } from "./session-list";
import { insertSpans } from "./span-writer";

const db = testDatabase();
const at = (time: string) => new Date(`2026-03-01T${time}Z`);

async function projectWith(...spans: readonly Span[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), `p-${randomUUID()}`);
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  return id;
}

const turn = (sessionId: string | null, time: string, more: Partial<Span> = {}) =>
  aSpan({ traceId: `${sessionId}-${time}`, sessionId, startedAt: at(time), ...more });

it("sums up each conversation, latest activity first", async () => {
  const projectId = await projectWith(
    turn("s1", "10:00:00", { input: "hello", userId: "bo", kind: "llm", costUsd: 0.5 }),
    turn("s1", "10:05:00", { input: "and now?", userId: "ana", kind: "llm", costUsd: 0.25 }),
    turn("s2", "10:02:00", { status: { code: "error", message: null } }),
    turn(null, "10:09:00"),
  );
  const { rows, nextCursor, previousCursor } = await loadSessionPage(db(), projectId, { limit: 9 });
  expect(rows).toMatchObject([
    {
      sessionId: "s1",
      traces: 2,
      errors: 0,
      firstAt: at("10:00:00"),
      lastAt: at("10:05:00"),
      users: ["ana", "bo"],
      costUsd: 0.75,
      totalTokens: null,
      firstInput: "hello",
    },
    { sessionId: "s2", traces: 1, errors: 1, costUsd: null, firstInput: null },
  ]);
  expect([nextCursor, previousCursor]).toEqual([null, null]);
});

it("finds a conversation by any of its turns and counts them all", async () => {
  const projectId = await projectWith(
    turn("s1", "10:00:00", { input: "about 100% cotton" }),
    turn("s1", "10:05:00"),
    turn("s2", "10:02:00", { userId: "Cotton-Eye" }),
    turn("s3", "10:03:00"),
  );
  const found = async (search: string) =>
    (await loadSessionPage(db(), projectId, { search, limit: 9 })).rows.map((row) => [
      row.sessionId,
      row.traces,
    ]);
  expect(await found("cotton")).toEqual([
    ["s1", 2],
    ["s2", 1],
  ]);
  expect(await found("100% c")).toEqual([["s1", 2]]);
  expect(await found("s_")).toEqual([]);
});

it("pages both ways, giving each session once even when two end together", async () => {
  const projectId = await projectWith(
    ...["a", "b", "c", "d", "e"].map((id) => turn(id, "10:00:00")),
  );
  const page = (cursor: string | null) => loadSessionPage(db(), projectId, { cursor, limit: 2 });
  const first = await page(null);
  const second = await page(first.nextCursor);
  const third = await page(second.nextCursor);
  const ids = [first, second, third].map(({ rows }) => rows.map((row) => row.sessionId));
  expect(ids).toEqual([["e", "d"], ["c", "b"], ["a"]]);
  expect(third.nextCursor).toBeNull();
  expect((await page(third.previousCursor)).rows).toEqual(second.rows);
  expect((await page(second.previousCursor)).rows).toEqual(first.rows);
  expect((await page(second.previousCursor)).previousCursor).toBeNull();
  await expect(page("nonsense")).rejects.toThrow("does not belong to this list");
});

it("reads a conversation in order, and only this project's", async () => {
  const mine = await projectWith(turn("s1", "10:05:00"), turn("s1", "10:00:00"));
  const theirs = await projectWith(turn("s1", "10:02:00"));
  const { traces, count } = await loadSessionTraces(db(), mine, "s1");
  expect(traces.map((trace) => trace.startedAt)).toEqual([at("10:00:00"), at("10:05:00")]);
  expect(count).toBe(2);
  expect((await loadSessionTraces(db(), theirs, "s1")).count).toBe(1);
  expect(await loadSessionTraces(db(), theirs, "other")).toEqual({ traces: [], count: 0 });
});
