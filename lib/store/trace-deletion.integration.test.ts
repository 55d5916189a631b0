import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { eraseContent } from "./content-erasure";
import { poolOf } from "./database";
import { findOrCreateProject } from "./projects";
import { insertSpans } from "./span-writer";
import { deleteTraces, deleteTracesOfUser } from "./trace-deletion";

const db = testDatabase();
const signal = new AbortController().signal;
const now = new Date("2026-06-01T12:00:00Z");
const later = new Date(now.getTime() + 3_600_000);

const long = (word: string) => `${word} ${"is told at length. ".repeat(200)}`;
const conversation = (...words: string[]) =>
  words.map((word) => ({ role: "user", parts: [{ type: "text", content: long(word) }] }));

/** Every text that is left anywhere in the database. */
async function everything(): Promise<string> {
  const pool = poolOf(db());
  const tables = ["span", "content", "trace", "trace_text", "derive_queue", "content_erasure"];
  const dumps = await Promise.all(
    tables.map((table) => pool.query(`select row_to_json(${table})::text as text from ${table}`)),
  );
  return dumps.flatMap(({ rows }) => rows.map((row) => row.text)).join("\n");
}

it("removes a trace with the content that only it refers to, and leaves what others share", async () => {
  const { id } = await findOrCreateProject(db(), "deletion");
  const gone = aSpan({ kind: "llm", userId: "u-1", input: conversation("Alone", "Shared") });
  const kept = aSpan({ kind: "llm", userId: "u-2", input: conversation("Shared", "Other") });
  await insertSpans(db(), id, [gone, kept], now);
  await deriveQueued(db());
  expect(await everything()).toContain("Alone is told");

  expect(await deleteTraces(db(), id, [gone.traceId], now)).toEqual({ traces: 1, spans: 1 });
  expect(await everything()).not.toContain(gone.traceId);
  // Servers may still take it for stored, so it must not go before they have forgotten that.
  expect(await eraseContent(db(), now, signal)).toBe(0);
  await eraseContent(db(), later, signal);

  const left = await everything();
  expect(left).not.toContain("Alone");
  expect(left).toContain("Shared is told");
  expect(left).toContain("Other is told");
  expect((await poolOf(db()).query("select from content_erasure")).rowCount).toBe(0);
});

it("keeps content that was sent again after its trace was deleted", async () => {
  const { id } = await findOrCreateProject(db(), "again");
  const first = aSpan({ kind: "llm", input: conversation("Again") });
  await insertSpans(db(), id, [first], now);
  await deleteTraces(db(), id, [first.traceId], now);
  await insertSpans(db(), id, [aSpan({ kind: "llm", input: conversation("Again") })], now);
  await eraseContent(db(), later, signal);
  expect(await everything()).toContain("Again is told");
});

it("removes every trace of one user, of one project only", async () => {
  const [mine, theirs] = await Promise.all([
    findOrCreateProject(db(), "mine"),
    findOrCreateProject(db(), "theirs"),
  ]);
  const spans = [aSpan({ userId: "zoe" }), aSpan({ userId: "zoe" }), aSpan({ userId: "yan" })];
  await insertSpans(db(), mine.id, spans, now);
  await insertSpans(db(), theirs.id, [aSpan({ userId: "zoe" })], now);
  await deriveQueued(db());

  expect(await deleteTracesOfUser(db(), mine.id, "zoe", now)).toEqual({ traces: 2, spans: 2 });
  expect(await db().trace.count({ where: { projectId: mine.id } })).toBe(1);
  expect(await db().trace.count({ where: { projectId: theirs.id } })).toBe(1);
});
