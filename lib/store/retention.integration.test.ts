import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import { keptSince } from "@/lib/domain/retention";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { findOrCreateProject, saveRetentionSetting } from "./projects";
import { applyRetention } from "./retention";
import { loadRetentionPreview } from "./retention-preview";
import { insertSpans } from "./span-writer";
import { loadTracePage } from "./trace-list";

const db = testDatabase();
const DAY_MS = 86_400_000;
const now = new Date("2026-03-31T12:00:00Z");
const signal = new AbortController().signal;
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
const run = (serverDays: number | null, at = now) =>
  applyRetention(db(), { now: at, serverDays, signal });

/** Stores and derives one trace of one span, as it would have been when it began. */
async function send(projectId: number, startedAt: Date, receivedAt = startedAt): Promise<string> {
  const span = aSpan({
    startedAt,
    name: "answer",
    input: `${startedAt.toISOString()} `.repeat(200),
  });
  await insertSpans(db(), projectId, [span], receivedAt);
  await deriveQueued(db(), () => receivedAt);
  return span.traceId;
}

const traceIds = async (projectId: number) =>
  (await db().trace.findMany({ where: { projectId } })).map((trace) => trace.traceId).sort();
const spanTraceIds = async (projectId: number) =>
  (await db().span.findMany({ where: { projectId } })).map((span) => span.traceId).sort();
const wordsOf = async (projectId: number) =>
  (await db().traceText.findMany({ select: { traceId: true }, where: { projectId } })).length;
const partitions = async () => {
  const { rows } = await poolOf(db()).query<{ name: string }>(
    "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'span'::regclass",
  );
  return rows.map((row) => row.name);
};

it("keeps everything where nothing says otherwise", async () => {
  const { id } = await findOrCreateProject(db(), "all");
  const old = await send(id, daysAgo(300));
  await run(null);
  expect(await traceIds(id)).toEqual([old]);
  expect(await spanTraceIds(id)).toEqual([old]);
  await db().project.delete({ where: { id } });
});

it("removes what is older than a project keeps, and nothing of another's", async () => {
  const short = await findOrCreateProject(db(), "short");
  const long = await findOrCreateProject(db(), "long");
  await saveRetentionSetting(db(), short.id, 7);
  await saveRetentionSetting(db(), long.id, "forever");
  await send(short.id, daysAgo(8));
  const edge = await send(short.id, new Date("2026-03-24T00:00:00Z"));
  await send(short.id, new Date("2026-03-23T23:59:59.999Z"));
  const others = [await send(long.id, daysAgo(8)), await send(long.id, daysAgo(200))].sort();

  expect(await run(null)).toMatchObject({ partitions: 0, spans: 2, traces: 2 });

  expect(await traceIds(short.id)).toEqual([edge]);
  expect(await spanTraceIds(short.id)).toEqual([edge]);
  expect(await wordsOf(short.id)).toBe(1);
  expect(await traceIds(long.id)).toEqual(others);
  expect(await spanTraceIds(long.id)).toEqual(others);
  expect(await run(null)).toEqual({ partitions: 0, spans: 0, traces: 0, content: 0 });
  await db().project.deleteMany({ where: { id: { in: [short.id, long.id] } } });
});

it("tells before what would go", async () => {
  const { id } = await findOrCreateProject(db(), "preview");
  await send(id, daysAgo(20));
  await send(id, daysAgo(9));
  const kept = await send(id, daysAgo(3));
  const since = keptSince(5, now) ?? now;
  expect(await loadRetentionPreview(db(), id, since)).toEqual({
    traces: 2,
    spans: 2,
    oldest: daysAgo(20),
  });
  await saveRetentionSetting(db(), id, 5);
  await run(null);
  expect(await traceIds(id)).toEqual([kept]);
  expect(await loadRetentionPreview(db(), id, since)).toMatchObject({ traces: 0, oldest: null });
  await db().project.delete({ where: { id } });
});

it("judges spans whose clock is far off by when they arrived", async () => {
  const { id } = await findOrCreateProject(db(), "misdated");
  await saveRetentionSetting(db(), id, 7);
  const past = new Date("2009-01-01T00:00:00Z");
  const future = new Date("2036-01-01T00:00:00Z");
  await send(id, past, daysAgo(9));
  await send(id, future, daysAgo(9));
  const kept = [await send(id, past, daysAgo(2)), await send(id, future, daysAgo(2))].sort();
  expect(await loadRetentionPreview(db(), id, daysAgo(7))).toMatchObject({ traces: 1 });
  expect(await run(null)).toMatchObject({ spans: 2 });
  expect(await spanTraceIds(id)).toEqual(kept);
  expect(await traceIds(id)).toEqual(kept);
  expect(await wordsOf(id)).toBe(2);
  await db().project.delete({ where: { id } });
});

it("derives a trace again that loses only its misdated spans", async () => {
  const { id } = await findOrCreateProject(db(), "mixed");
  await saveRetentionSetting(db(), id, 7);
  const right = aSpan({ startedAt: daysAgo(2), name: "right" });
  const wrong = aSpan({ traceId: right.traceId, startedAt: new Date(0), name: "wrong" });
  await insertSpans(db(), id, [wrong], daysAgo(9));
  await insertSpans(db(), id, [right], daysAgo(2));
  await deriveQueued(db(), () => now);
  expect(await db().trace.findFirst({ where: { projectId: id } })).toMatchObject({ spanCount: 2 });
  await run(null);
  await deriveQueued(db(), () => now);
  expect(await db().trace.findFirst({ where: { projectId: id } })).toMatchObject({
    spanCount: 1,
    startedAt: daysAgo(2),
  });
  await db().project.delete({ where: { id } });
});

it("leaves rollups as they were counted, whatever comes late", async () => {
  const { id } = await findOrCreateProject(db(), "rollups");
  await saveRetentionSetting(db(), id, 7);
  const old = new Date("2026-03-12T10:10:00Z");
  for (let turn = 0; turn < 3; turn += 1) await send(id, old);
  await rollUpDirty(db());
  const counted = async () => {
    const { rows } = await poolOf(db()).query<{ n: number }>(
      "select n from tier_rollup where project_id = $1 and minutes = 60",
      [id],
    );
    return rows.map((row) => row.n);
  };
  expect(await counted()).toEqual([3]);
  await run(null);
  expect(await counted()).toEqual([3]);
  await send(id, old, daysAgo(1));
  await rollUpDirty(db());
  expect(await counted()).toEqual([3]);
  await db().project.delete({ where: { id } });
});

it("drops a day that no project keeps, and takes late spans of it until the next run", async () => {
  const { id } = await findOrCreateProject(db(), "days");
  await saveRetentionSetting(db(), id, 30);
  await send(id, new Date("2026-01-05T10:00:00Z"));
  const kept = await send(id, new Date("2026-03-30T10:00:00Z"));
  expect(await partitions()).toContain("span_20260105");

  expect((await run(null)).partitions).toBeGreaterThan(0);

  expect(await partitions()).not.toContain("span_20260105");
  expect(await partitions()).toContain("span_20260330");
  expect(await partitions()).toContain("span_misdated");
  expect(await traceIds(id)).toEqual([kept]);

  const late = await send(id, new Date("2026-01-05T11:00:00Z"), new Date("2026-03-31T00:00:00Z"));
  expect(await traceIds(id)).toEqual([kept, late].sort());
  await run(null);
  expect(await partitions()).not.toContain("span_20260105");
  expect(await traceIds(id)).toEqual([kept]);
  const window = { from: new Date(0), to: now };
  expect((await loadTracePage(db(), id, { window, limit: 10 })).rows).toHaveLength(1);
  await db().project.delete({ where: { id } });
});
