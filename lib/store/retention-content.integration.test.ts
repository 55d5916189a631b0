import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabaseUrl } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { insertContent } from "./content";
import { contentHash } from "./content-reference";
import { connect, type Database, poolOf } from "./database";
import { findOrCreateProject } from "./projects";
import { CONTENT_MARGIN_DAYS, deleteContentBefore } from "./retention-content";
import { insertSpans } from "./span-writer";
import { loadSpans } from "./trace-spans";
import { inTransaction } from "./transaction";

const url = testDatabaseUrl();
/** Two servers on one database: each remembers by itself which content it has sent. */
let one: Database;
let two: Database;
const db = () => one;
beforeAll(async () => {
  one = connect(url);
  two = connect(url);
  await two.$connect();
});
afterAll(() => Promise.all([one.$disconnect(), two.$disconnect()]));

const signal = new AbortController().signal;
const since = new Date("2026-03-10T00:00:00Z");

const unit = (projectId: number, data: string) => ({ projectId, hash: contentHash(data), data });
const left = async (projectId: number) =>
  (await db().content.findMany({ where: { projectId }, orderBy: { data: "asc" } })).map(
    (row) => row.data,
  );

it("removes what nobody sent since the margin before the first day that is kept", async () => {
  const { id } = await findOrCreateProject(db(), "old");
  const other = await findOrCreateProject(db(), "other");
  expect(CONTENT_MARGIN_DAYS).toBe(3);
  await insertContent(poolOf(db()), [unit(id, '"kept"')], "2026-03-07");
  await insertContent(poolOf(db()), [unit(id, '"gone"')], "2026-03-06");
  await insertContent(poolOf(db()), [unit(other.id, '"gone"')], "2026-03-06");
  expect(await deleteContentBefore(poolOf(db()), id, since, signal)).toBe(1);
  expect(await left(id)).toEqual(['"kept"']);
  expect(await left(other.id)).toEqual(['"gone"']);
});

it("stores content again for a writer that comes while it is being removed", async () => {
  const { id } = await findOrCreateProject(db(), "removed-first");
  const old = unit(id, '"said again"');
  await insertContent(poolOf(db()), [old], "2026-03-01");
  await inTransaction(poolOf(db()), async (remover) => {
    await remover.query("delete from content where project_id = $1 and hash = $2", [id, old.hash]);
    const writing = insertContent(poolOf(db()), [old], "2026-03-31");
    await untilSomebodyWaits();
    await remover.query("commit");
    await writing;
  });
  expect(await left(id)).toEqual(['"said again"']);
});

it("keeps content that a writer is just marking as seen", async () => {
  const { id } = await findOrCreateProject(db(), "marked-first");
  const old = unit(id, '"said again"');
  await insertContent(poolOf(db()), [old], "2026-03-01");
  let removing: Promise<number> | undefined;
  await inTransaction(poolOf(db()), async (writer) => {
    await insertContent(writer, [old], "2026-03-31");
    removing = deleteContentBefore(poolOf(db()), id, since, signal);
    await untilSomebodyWaits();
  });
  await removing;
  expect(await left(id)).toEqual(['"said again"']);
});

it("loses no content to ingest that goes on meanwhile", async () => {
  const { id } = await findOrCreateProject(db(), "race");
  const inputs = Array.from({ length: 40 }, (_, at) => `prompt ${at} `.repeat(60));
  const sendAll = (server: Database) =>
    Promise.all(
      inputs.map(async (input) => {
        const span = aSpan({ kind: "llm", input });
        await insertSpans(server, id, [span]);
        return span;
      }),
    );
  await sendAll(one);
  await poolOf(one).query("update content set seen = '2026-01-01' where project_id = $1", [id]);
  const [spans, removed] = await Promise.all([
    sendAll(two),
    deleteContentBefore(poolOf(one), id, since, signal),
  ]);
  expect(removed).toBeGreaterThan(0);
  for (const span of spans) {
    expect((await loadSpans(one, id, span.traceId))[0]?.input).toEqual(span.input);
  }
});

/** Until some statement of this database waits for another's transaction to end. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await poolOf(db()).query(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rowCount) return;
  }
}
