import { expect, it } from "vitest";
import { createApiKey } from "@/lib/store/api-keys";
import { poolOf } from "@/lib/store/database";
import { saveEvalCases } from "@/lib/store/eval-cases";
import { insertIngestEntries } from "@/lib/store/ingest-ledger";
import { deleteProject } from "@/lib/store/project-deletion";
import { findOrCreateProject, findProject } from "@/lib/store/projects";
import { PROJECT_TABLES, TRACE_QUEUES, TRACE_TABLES } from "@/lib/store/retention-tables";
import { insertSpans } from "@/lib/store/span-writer";
import { inTransaction } from "@/lib/store/transaction";
import { aCase } from "@/test/eval-case";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";
import { maintain } from "./maintain";
import { startMaintenance } from "./maintainer";

const db = testDatabase();
const now = new Date("2026-03-02T00:00:00Z");
const forever = { retentionDays: null };
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

/** Rows of a project by table, those tables left out that have none. */
async function rowsOf(projectId: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of ["span", ...TRACE_TABLES, ...TRACE_QUEUES, ...PROJECT_TABLES, "api_key"]) {
    const { rows } = await poolOf(db()).query<{ n: number }>(
      `select count(*)::int as n from ${table} where project_id = $1`,
      [projectId],
    );
    if (rows[0]?.n) counts[table] = rows[0].n;
  }
  return counts;
}

async function fill(slug: string): Promise<number> {
  const { id } = await findOrCreateProject(db(), slug);
  const { id: keyId } = await createApiKey(db(), { projectId: id, name: "k", scopes: ["ingest"] });
  const spans = Array.from({ length: 30 }, () => aSpan({ input: `${slug} `.repeat(300) }));
  await insertSpans(db(), id, spans, now);
  await deriveQueued(db(), () => now);
  await insertSpans(db(), id, [aSpan()], now);
  const nothing = { received: 1, stored: 1, duplicate: 0, rejected: [], late: 0 };
  const bytes = { bytes: 9, wireBytes: 9, storedBytes: 9 };
  await insertIngestEntries(poolOf(db()), [
    { projectId: id, keyId, receivedAt: now, ...nothing, ...bytes },
  ]);
  return id;
}

it("leaves nothing of a deleted project, and all of another", async () => {
  const gone = await fill("gone");
  expect(await rowsOf(gone)).toMatchObject({ span: 31, trace: 30, content: 1, api_key: 1 });
  expect(await rowsOf(gone)).toMatchObject({ trace_text: 30, derive_queue: 1, ingest_entry: 1 });
  const stays = await fill("stays");
  const before = await rowsOf(stays);

  expect(await deleteProject(db(), gone, now)).toBe(true);
  expect(await findProject(db(), "gone")).toBeUndefined();
  expect(await deleteProject(db(), gone, now)).toBe(false);
  expect((await maintain(db(), forever, later(1)))?.purged).toBeGreaterThan(60);

  expect(await rowsOf(gone)).toEqual({});
  expect(await rowsOf(stays)).toEqual(before);
});

it("removes what a server that still knew the key took in after the deletion", async () => {
  const id = await fill("late");
  await deleteProject(db(), id, now);
  await maintain(db(), forever, later(0));
  await insertSpans(db(), id, [aSpan({ input: "still here ".repeat(100) })], now);
  await deriveQueued(db(), () => now);
  expect(await rowsOf(id)).toMatchObject({ span: 1, trace: 1, content: 1 });
  await maintain(db(), forever, later(10));
  expect(await rowsOf(id)).toEqual({});
  // After an hour nothing can come any more, and the project is forgotten.
  expect(await db().goneProject.count({ where: { projectId: id } })).toBe(1);
  await maintain(db(), forever, later(90));
  expect(await db().goneProject.count({ where: { projectId: id } })).toBe(0);
});

it("goes on where it was stopped", async () => {
  const id = await fill("stopped");
  await deleteProject(db(), id, now);
  await expect(maintain(db(), forever, now, AbortSignal.abort())).rejects.toThrow("abort");
  await maintain(db(), forever, now);
  expect(await rowsOf(id)).toEqual({});
});

it("is done by one process at a time", async () => {
  await inTransaction(poolOf(db()), async (other) => {
    await other.query("select pg_advisory_xact_lock(7433631)");
    expect(await maintain(db(), forever, now)).toBeNull();
  });
  expect(await maintain(db(), forever, now)).not.toBeNull();
});

it("has the next days' partitions ready, and stops when it is told to", async () => {
  const stop = startMaintenance(db(), forever);
  const made = `select 1 from pg_class where relname = 'span_' || to_char(
    (now() at time zone 'utc')::date + 2, 'YYYYMMDD')`;
  await expect
    .poll(async () => (await poolOf(db()).query(made)).rowCount, { timeout: 10_000 })
    .toBe(1);
  await stop();
});

it("assesses the suites of every project, once a day", async () => {
  const { id: projectId } = await findOrCreateProject(db(), "with-suites");
  await saveEvalCases(db(), projectId, "gold", [aCase()], { postedAt: now, postedBy: "ana" });
  const assessedAfter = async (moment: string) => {
    await maintain(db(), forever, new Date(moment));
    const found = await db().stalenessSnapshot.findFirst({ where: { projectId } });
    return found?.computedAt.toISOString();
  };
  const morning = "2099-01-01T02:00:00.000Z";
  expect(await assessedAfter(morning)).toBe(morning);
  expect(await assessedAfter("2099-01-01T23:00:00.000Z")).toBe(morning);
  const next = "2099-01-02T00:10:00.000Z";
  expect(await assessedAfter(next)).toBe(next);
});
