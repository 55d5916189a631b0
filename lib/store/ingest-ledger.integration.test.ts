import { expect, it } from "vitest";
import type { IngestEntry } from "@/lib/domain/ingest-receipt";
import { testDatabase } from "@/test/postgres";
import { createApiKey } from "./api-keys";
import { poolOf } from "./database";
import { insertIngestEntries } from "./ingest-ledger";
import { compactIngestLedger } from "./ingest-ledger-compact";
import { loadIngestHours } from "./ingest-ledger-hours";
import { loadIngestBars, loadIngestReasons, loadIngestTotals } from "./ingest-ledger-sums";
import { findOrCreateProject } from "./projects";

const db = testDatabase();

const anEntry = (projectId: number, overrides: Partial<IngestEntry> = {}): IngestEntry => ({
  projectId,
  keyId: 1,
  receivedAt: new Date("2026-05-12T14:20:00Z"),
  received: 10,
  stored: 7,
  duplicate: 2,
  rejected: [{ reason: "no trace id", spans: 1, sample: "answer" }],
  late: 3,
  bytes: 1_000,
  wireBytes: 200,
  storedBytes: 400,
  ...overrides,
});

const WINDOW = { from: new Date("2026-05-12T00:00:00Z"), to: new Date("2026-05-13T00:00:00Z") };

const insert = (entries: readonly IngestEntry[]) => insertIngestEntries(poolOf(db()), entries);
const hoursOf = async (projectId: number) =>
  (await loadIngestHours(db(), projectId, { window: WINDOW, cursor: null, limit: 100 })).rows;

it("gathers the requests of one call per key and hour", async () => {
  const { id } = await findOrCreateProject(db(), "gather");
  await insert([
    anEntry(id),
    anEntry(id, { receivedAt: new Date("2026-05-12T14:59:59.999Z") }),
    anEntry(id, { receivedAt: new Date("2026-05-12T15:00:00Z") }),
    anEntry(id, { keyId: 2 }),
  ]);
  expect(await db().ingestEntry.count({ where: { projectId: id } })).toBe(3);
  expect(await hoursOf(id)).toMatchObject([
    { hour: new Date("2026-05-12T15:00:00Z"), keyId: 1, requests: 1 },
    { hour: new Date("2026-05-12T14:00:00Z"), keyId: 2, requests: 1 },
    {
      hour: new Date("2026-05-12T14:00:00Z"),
      keyId: 1,
      requests: 2,
      refused: 0,
      received: 20,
      stored: 14,
      duplicate: 4,
      rejected: 2,
      late: 6,
      bytes: 2_000,
      wireBytes: 400,
      storedBytes: 800,
      reasons: [{ reason: "no trace id", spans: 2, requests: 2, sample: "answer" }],
    },
  ]);
});

it("counts a request refused whole without guessing at its spans", async () => {
  const { id } = await findOrCreateProject(db(), "refused");
  const nothing = { received: 0, stored: 0, duplicate: 0, late: 0 };
  await insert([
    anEntry(id, { ...nothing, rejected: [{ reason: "not gzip", spans: 0, sample: null }] }),
    anEntry(id, { ...nothing, rejected: [] }),
  ]);
  expect(await hoursOf(id)).toMatchObject([
    {
      requests: 2,
      refused: 1,
      rejected: 0,
      reasons: [{ reason: "not gzip", spans: 0, requests: 1, sample: null }],
    },
  ]);
});

it("says the same before, between and after folding, however often", async () => {
  const { id } = await findOrCreateProject(db(), "fold");
  const say = async () => ({
    hours: await hoursOf(id),
    reasons: await loadIngestReasons(db(), id, WINDOW),
    bars: await loadIngestBars(db(), id, { window: WINDOW, widthMs: 3_600_000 }),
  });
  await insert([anEntry(id), anEntry(id, { keyId: 2 })]);
  await compactIngestLedger(db());
  await insert([
    anEntry(id, { rejected: [{ reason: "too deep", spans: 1, sample: "plan" }] }),
    anEntry(id),
  ]);
  const before = await say();
  expect(before.hours.map(({ requests }) => requests)).toEqual([1, 3]);
  await compactIngestLedger(db());
  expect(await say()).toEqual(before);
  expect(await compactIngestLedger(db())).toBe(0);
  expect(await say()).toEqual(before);
  expect(await db().ingestEntry.count({ where: { projectId: id } })).toBe(0);
});

it("loses and doubles nothing while many write and several fold", async () => {
  const { id } = await findOrCreateProject(db(), "crowd");
  const write = async () => {
    for (let turn = 0; turn < 20; turn += 1) await insert([anEntry(id), anEntry(id, { keyId: 2 })]);
  };
  const fold = async () => {
    for (let turn = 0; turn < 10; turn += 1) await compactIngestLedger(db());
  };
  await Promise.all([write(), write(), write(), fold(), fold()]);
  await compactIngestLedger(db());
  const hours = await hoursOf(id);
  expect(hours.map(({ requests, stored }) => [requests, stored])).toEqual([
    [60, 420],
    [60, 420],
  ]);
  expect(hours.flatMap(({ reasons }) => reasons.map(({ spans }) => spans))).toEqual([60, 60]);
});

it("keeps at most 50 reasons an hour and counts the rest together", async () => {
  const { id } = await findOrCreateProject(db(), "reasons");
  for (let batch = 0; batch < 4; batch += 1) {
    const rejected = Array.from({ length: 40 }, (_, index) => ({
      reason: `reason ${batch}-${index}`,
      spans: 1,
      sample: null,
    }));
    await insert([anEntry(id, { received: 49, rejected })]);
    await compactIngestLedger(db());
  }
  const [hour] = await hoursOf(id);
  expect(hour?.reasons).toHaveLength(50);
  expect(hour?.reasons.reduce((sum, { spans }) => sum + spans, 0)).toBe(160);
  expect(hour?.rejected).toBe(160);
});

it("takes reasons with characters that jsonb cannot hold", async () => {
  const { id } = await findOrCreateProject(db(), "odd");
  await insert([
    anEntry(id, { rejected: [{ reason: `"a\0b\ud800\\`, spans: 1, sample: "{\0}" }] }),
  ]);
  expect((await hoursOf(id))[0]?.reasons).toEqual([
    { reason: `"a\uFFFDb\uFFFD\\`, spans: 1, requests: 1, sample: "{\uFFFD}" },
  ]);
});

it("vanishes with a transaction that fails", async () => {
  const { id } = await findOrCreateProject(db(), "rollback");
  const client = await poolOf(db()).connect();
  await client.query("begin");
  await insertIngestEntries(client, [anEntry(id)]);
  await client.query("rollback");
  client.release();
  expect(await hoursOf(id)).toEqual([]);
});

it("takes every hour that touches the window as a whole, and the end not in", async () => {
  const { id } = await findOrCreateProject(db(), "window");
  await insert(
    ["13:59:59", "14:00:00", "15:30:00", "16:00:00"].map((time) =>
      anEntry(id, { receivedAt: new Date(`2026-05-12T${time}Z`) }),
    ),
  );
  const window = {
    from: new Date("2026-05-12T14:45:00Z"),
    to: new Date("2026-05-12T16:00:00Z"),
  };
  const { rows } = await loadIngestHours(db(), id, { window, cursor: null, limit: 10 });
  expect(rows.map(({ hour }) => hour.getUTCHours())).toEqual([15, 14]);
  expect(await loadIngestTotals(db(), id, window)).toMatchObject({ requests: 2, received: 20 });
  const bars = await loadIngestBars(db(), id, { window, widthMs: 3_600_000 });
  expect(bars.map(({ at, stored }) => [at.getUTCHours(), stored])).toEqual([
    [14, 7],
    [15, 7],
  ]);
});

it("pages forth and back, giving every hour once, and names the keys", async () => {
  const { id } = await findOrCreateProject(db(), "pages");
  const key = await createApiKey(db(), { projectId: id, name: "checkout", scopes: ["ingest"] });
  await insert(
    Array.from({ length: 7 }, (_, index) =>
      anEntry(id, { keyId: key.id, receivedAt: new Date(Date.UTC(2026, 4, 12, index)) }),
    ),
  );
  const page = (cursor: string | null) =>
    loadIngestHours(db(), id, { window: WINDOW, cursor, limit: 3 });
  const first = await page(null);
  const second = await page(first.nextCursor);
  const third = await page(second.nextCursor);
  const all = [first, second, third].flatMap(({ rows }) => rows);
  expect(all.map(({ hour }) => hour.getUTCHours())).toEqual([6, 5, 4, 3, 2, 1, 0]);
  expect(new Set(all.map(({ keyName }) => keyName))).toEqual(new Set(["checkout"]));
  expect([first.previousCursor, third.nextCursor]).toEqual([null, null]);
  expect((await page(third.previousCursor)).rows).toEqual(second.rows);
  await expect(page("nonsense")).rejects.toMatchObject({ code: "invalid_input" });
});

it("tells the keys and hours of one project only, and zero for one that sent nothing", async () => {
  const [mine, theirs] = [
    await findOrCreateProject(db(), "mine"),
    await findOrCreateProject(db(), "theirs"),
  ];
  await insert([anEntry(mine.id)]);
  expect(await hoursOf(theirs.id)).toEqual([]);
  expect(await loadIngestReasons(db(), theirs.id, WINDOW)).toEqual([]);
  expect(await loadIngestTotals(db(), theirs.id)).toMatchObject({ requests: 0, storedBytes: 0 });
  expect(await loadIngestTotals(db(), mine.id)).toMatchObject({ requests: 1, storedBytes: 400 });
});
