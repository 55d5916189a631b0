import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { fillBodies } from "./content";
import { findOrCreateProject } from "./projects";
import { decodeSpan } from "./span-body";
import { insertSpans } from "./span-writer";

const db = testDatabase();

const bodies = async (projectId: number) => {
  const rows = await db().span.findMany({ where: { projectId }, orderBy: { seq: "asc" } });
  const whole = await fillBodies(
    db(),
    projectId,
    rows.map((row) => row.body),
  );
  return whole.map(decodeSpan);
};

it("stores a span once, however often and in whatever company it is sent", async () => {
  const { id } = await findOrCreateProject(db(), "once");
  const [a, b] = [aSpan(), aSpan()];
  expect(await insertSpans(db(), id, [a, a])).toEqual({ stored: 1, duplicate: 1 });
  expect(await insertSpans(db(), id, [b, a])).toEqual({ stored: 1, duplicate: 1 });
  expect(await bodies(id)).toEqual([a, b]);
});

it("keeps the spans of two projects apart, even under the same ids", async () => {
  const one = await findOrCreateProject(db(), "one");
  const two = await findOrCreateProject(db(), "two");
  const span = aSpan({ name: "of one" });
  await insertSpans(db(), one.id, [span]);
  expect(await insertSpans(db(), two.id, [{ ...span, name: "of two" }])).toEqual({
    stored: 1,
    duplicate: 0,
  });
  expect((await bodies(one.id))[0]?.name).toBe("of one");
  expect((await bodies(two.id))[0]?.name).toBe("of two");
});

it("gives back what no text column can hold", async () => {
  const { id } = await findOrCreateProject(db(), "odd");
  const attributes = JSON.parse('{"__proto__": {"x": 1}, "nul": "a\\u0000b", "lone": "\\ud800"}');
  const span = aSpan({
    name: "a\0b\ud800",
    sessionId: "s\0",
    tags: ["t\0"],
    attributes,
    model: { requested: "m\0", served: null, fingerprint: null },
    input: "x".repeat(3_000_000),
  });
  await insertSpans(db(), id, [span]);
  const [stored] = await bodies(id);
  expect(stored).toEqual(span);
  expect(JSON.stringify(stored?.attributes)).toBe(JSON.stringify(attributes));
});

it("lets writers of the same spans run side by side, storing each span once", async () => {
  const { id } = await findOrCreateProject(db(), "race");
  const spans = Array.from({ length: 200 }, () => aSpan());
  const counts = await Promise.all(
    [spans, [...spans].reverse(), spans.slice(50), spans.slice(0, 150)].map((batch) =>
      insertSpans(db(), id, batch),
    ),
  );
  expect(counts.reduce((sum, count) => sum + count.stored, 0)).toBe(200);
  expect(await db().span.count({ where: { projectId: id } })).toBe(200);
});

it("queues exactly the traces that have new spans", async () => {
  const { id } = await findOrCreateProject(db(), "queue");
  const span = aSpan();
  await insertSpans(db(), id, [span]);
  await insertSpans(db(), id, [span]);
  const queued = await db().deriveQueue.findMany({ where: { projectId: id } });
  expect(queued.map((entry) => [entry.traceId, entry.firstDay])).toEqual([
    [span.traceId, new Date("2026-03-01T00:00:00Z")],
  ]);
});

it("keeps the start to the microsecond", async () => {
  const { id } = await findOrCreateProject(db(), "micro");
  const startUnixNano = "1772366400123456789";
  await insertSpans(db(), id, [
    aSpan({
      startedAt: new Date(1_772_366_400_123),
      startUnixNano,
      endUnixNano: "1772366400123457789",
    }),
  ]);
  const rows = await db().$queryRaw<{ micros: string; ms: number }[]>`
    select to_char(started_at at time zone 'utc', 'US') as micros, duration_ms as ms from span where project_id = ${id}`;
  expect(rows).toEqual([{ micros: "123456", ms: 0.001 }]);
});

it("stores what spans repeat once, in every project for itself", async () => {
  const [one, two] = [await findOrCreateProject(db(), "c1"), await findOrCreateProject(db(), "c2")];
  const history = ["system", "user"].map((role) => ({
    role,
    parts: [{ type: "text", content: `${role} said \u0000 ${"much ".repeat(60)}` }],
  }));
  const spans = Array.from({ length: 20 }, () => aSpan({ kind: "llm", input: history }));
  await insertSpans(db(), one.id, spans);
  await insertSpans(db(), two.id, spans.slice(0, 1));
  expect(await bodies(one.id)).toEqual(spans);
  expect(await bodies(two.id)).toEqual(spans.slice(0, 1));
  const count = (projectId: number) => db().content.count({ where: { projectId } });
  expect(await count(one.id)).toBe(await count(two.id));
  expect(await count(one.id)).toBe(2);
});

it("keeps spans whose clock is ten years off, once each", async () => {
  const { id } = await findOrCreateProject(db(), "clocks");
  const now = new Date("2026-03-01T00:00:00Z");
  const spans = ["2016-03-01", "2036-03-01", "2026-02-28"].map((day) =>
    aSpan({ startedAt: new Date(`${day}T12:00:00Z`) }),
  );
  expect(await insertSpans(db(), id, spans, now)).toEqual({ stored: 3, duplicate: 0 });
  expect(await insertSpans(db(), id, spans, now)).toEqual({ stored: 0, duplicate: 3 });
  expect(await bodies(id)).toEqual(spans);
});
