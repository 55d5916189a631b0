import { beforeAll, expect, it } from "vitest";
import type { Delivery } from "@/lib/domain/ingest-receipt";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { loadRedactionCounts, saveRedaction } from "@/lib/store/redaction";
import { testDatabase } from "@/test/postgres";
import { takeNative } from "../take-native";
import { takeOtlp } from "../take-otlp";

const db = testDatabase();
const SECRET = `sk-${"proj-a1B2c3D4e5F6"}g7H8i9J0k1L2`;
const receivedAt = new Date("2026-06-01T12:30:00Z");
let delivery: Delivery;

beforeAll(async () => {
  const { id } = await findOrCreateProject(db(), "redacted");
  delivery = { projectId: id, keyId: 1, receivedAt, bytes: 1, wireBytes: 1 };
});

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const pool = poolOf(db());
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`,
  );
  const tables = await Promise.all(
    rows.map(({ name }) => pool.query(`select "${name}"::text as text from "${name}"`)),
  );
  return tables.flatMap((table) => table.rows.map((row) => row.text)).join("\n");
}

const native = (spans: readonly object[]) => {
  const body = { spans };
  return takeNative(db(), delivery, { body, bytes: Buffer.from(JSON.stringify(body)) });
};
const at = receivedAt.toISOString();
const span = { traceId: "a".repeat(32), name: "call", startedAt: at, endedAt: at };

it("stores no secret of our own JSON, and counts what it took out", async () => {
  const long = "what was said before. ".repeat(100);
  const outcome = await native([
    { ...span, spanId: "1".repeat(16), input: `${long} ${SECRET}`, attributes: { a: [SECRET] } },
    { ...span, spanId: "2".repeat(16), name: `call with ${SECRET}`, kind: "llm" },
    { ...span, spanId: "no id at all", name: SECRET, endedAt: "never" },
  ]);
  expect(outcome).toMatchObject({ stored: 2, rejected: [{ index: 2 }] });
  const stored = await dump();
  expect(stored).not.toContain(SECRET);
  expect(stored).toContain("[redacted provider-key");
  const window = { from: receivedAt, to: new Date(receivedAt.getTime() + 1) };
  expect(await loadRedactionCounts(db(), delivery.projectId, window)).toEqual([
    { rule: "provider-key", redacted: 4 },
  ]);
});

it("stores no secret of OTLP", async () => {
  const attributes = [
    { key: "gen_ai.prompt.0.content", value: { stringValue: `use ${SECRET}` } },
    { key: "http.request.header.authorization", value: { stringValue: `Bearer ${SECRET}` } },
  ];
  const times = {
    startTimeUnixNano: "1780317000000000000",
    endTimeUnixNano: "1780317001000000000",
  };
  const otlp = { traceId: "b".repeat(32), spanId: "c".repeat(16), name: SECRET, ...times };
  const scopeSpans = [{ spans: [{ ...otlp, attributes }] }];
  const body = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans }] }));
  expect(await takeOtlp(db(), delivery, { body, encoding: "json" })).toMatchObject({ stored: 1 });
  expect(await dump()).not.toContain(SECRET);
});

it("takes out what a project's own pattern finds, once servers have learnt it", async () => {
  const { id } = await findOrCreateProject(db(), "own-pattern");
  const patterns = [{ name: "ticket", pattern: "TICKET-[0-9]+" }];
  await saveRedaction(db(), id, { detectors: [], patterns });
  delivery = { ...delivery, projectId: id };
  await native([{ ...span, spanId: "3".repeat(16), input: `TICKET-4711 and ${SECRET}` }]);
  const stored = await dump();
  expect(stored).not.toContain("TICKET-4711");
  expect(stored).toContain(SECRET);
});
