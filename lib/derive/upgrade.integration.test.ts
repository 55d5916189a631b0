import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { connect, poolOf } from "@/lib/store/database";
import { migrate } from "@/lib/store/migrate";
import { migrationsFolder } from "@/lib/store/migration-list";
import { loadSpans } from "@/lib/store/trace-spans";
import { testDatabaseUrl } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";

const url = testDatabaseUrl({ isMigrated: false });
const BEFORE_CONTENT = ["20261122150000_init", "20261122170000_word_queue"];

it("keeps the spans of a database from before content was kept once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "migrations-"));
  for (const name of BEFORE_CONTENT) {
    await cp(join(migrationsFolder(), name), join(folder, name), { recursive: true });
  }
  await migrate(url, undefined, folder);
  await rm(folder, { recursive: true });

  const now = new Date();
  const spans = [now, new Date("2016-01-01T00:00:00Z")].map((startedAt) =>
    aSpan({ startedAt, sessionId: "a\0b", input: ["said ".repeat(100)] }),
  );
  const db = connect(url);
  await poolOf(db).query("insert into project (slug, name) values ('old', 'Old')");
  for (const span of spans) {
    await poolOf(db).query(
      `insert into span (project_id, trace_id, span_id, name, kind, status, started_at, duration_ms,
         scope, marks, body)
       values (1, $1, $2, $3, $4, 'ok', $5, 250, '', $6, $7)`,
      [
        span.traceId,
        span.spanId,
        span.name,
        span.kind,
        span.startedAt,
        JSON.stringify({ sessionId: span.sessionId }),
        JSON.stringify(span),
      ],
    );
  }
  await migrate(url);
  expect(await deriveQueued(db)).toBe(2);
  for (const span of spans) {
    expect(await loadSpans(db, 1, span.traceId)).toEqual([span]);
    const trace = await db.trace.findFirst({ where: { traceId: span.traceId } });
    expect(trace).toMatchObject({ sessionId: "a\uFFFDb", spanCount: 1, name: span.name });
  }
  await db.$disconnect();
});
