import { describe, expect, it } from "vitest";
import type { Span } from "@/lib/domain/span";
import { findOrCreateProject } from "@/lib/store/projects";
import { loadRederiveJobs } from "@/lib/store/rederive-jobs";
import { insertSpans } from "@/lib/store/span-writer";
import { saveTierCatalog } from "@/lib/store/tier-catalogs";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";
import { feedRederiveJobs } from "./rederive";
import { rollUpDirty } from "./roll-up";

const db = testDatabase();
const at = (text: string) => new Date(`2026-03-${text}Z`);

const served = (tier: string, startedAt: Date, more: Partial<Span> = {}) =>
  aSpan({
    kind: "llm",
    startedAt,
    tier: { served: tier, intended: "primary", reason: null, rule: null },
    ...more,
  });

async function take(projectId: number, spans: readonly Span[]): Promise<void> {
  await insertSpans(db(), projectId, spans);
  await deriveQueued(db());
  await rollUpDirty(db());
}

type Row = { minutes: number; bucket: Date; tier: string; n: number; w: number };

const rollups = (projectId: number) => db().$queryRaw<Row[]>`
  select minutes, bucket, tier, n, w from tier_rollup where project_id = ${projectId}
  order by minutes, bucket, tier`;

/** The same numbers straight from the traces. */
const counted = (projectId: number) => db().$queryRaw<Row[]>`
  select width as minutes, date_bin(make_interval(mins => width), started_at, '2026-01-01Z') as bucket,
    tier, count(*)::int as n, sum(sample_weight) as w
  from trace, unnest(array[5, 60, 1440]) as width
  where project_id = ${projectId} and source = 'production'
  group by 1, 2, 3 order by 1, 2, 3`;

describe("rollups", () => {
  it("say what the traces say, in buckets of five minutes, an hour and a day", async () => {
    const { id } = await findOrCreateProject(db(), "rollups");
    await take(id, [
      served("primary", at("01T00:00:00")),
      served("primary", at("01T00:04:59.999"), { attributes: { "tidemark.sample_weight": 4 } }),
      served("canned", at("01T00:05:00")),
      served("canned", at("01T23:59:59")),
      served("canned", at("01T12:00:00"), { source: "eval" }),
    ]);
    const rows = await rollups(id);
    expect(rows).toEqual(await counted(id));
    expect(rows.filter((row) => row.minutes === 1_440)).toMatchObject([
      { tier: "canned", n: 2, w: 2 },
      { tier: "primary", n: 2, w: 5 },
    ]);
  });

  it("change with a late trace, and with nothing else", async () => {
    const { id } = await findOrCreateProject(db(), "late");
    const early = served("primary", at("02T10:00:00"));
    await take(id, [early, served("primary", at("03T10:00:00"))]);
    const before = await rollups(id);
    await take(id, [early]);
    expect(await rollups(id)).toEqual(before);
    // A second span of the same trace moves its start into another hour.
    await take(id, [
      served("primary", at("02T09:30:00"), { traceId: early.traceId, parentId: null }),
      served("canned", at("02T10:30:00")),
    ]);
    expect(await rollups(id)).not.toEqual(before);
    expect(await rollups(id)).toEqual(await counted(id));
  });

  it("count flows, tenants, segments and touched tiers", async () => {
    const { id } = await findOrCreateProject(db(), "flows");
    const tier = { served: "canned", intended: "primary", reason: "budget", rule: "r1" };
    await take(id, [
      served("", at("04T10:00:00"), {
        tier,
        tenant: "acme",
        segments: { plan: "free" },
        costUsd: 2,
      }),
      served("", at("04T10:20:00"), { tier, tenant: "acme", segments: { plan: "pro" } }),
    ]);
    const flows = await db().$queryRaw`
      select tier, intended, reason, rule, n, cost_usd, cost_n from tier_flow_rollup
      where project_id = ${id} and minutes = 60`;
    expect(flows).toEqual([
      {
        tier: "canned",
        intended: "primary",
        reason: "budget",
        rule: "r1",
        n: 2,
        cost_usd: 2,
        cost_n: 1,
      },
    ]);
    const segments = await db().$queryRaw`
      select dimension, value, n from tier_segment_rollup
      where project_id = ${id} and minutes = 1440 order by 1, 2`;
    expect(segments).toEqual([
      { dimension: "segment.plan", value: "free", n: 1 },
      { dimension: "segment.plan", value: "pro", n: 1 },
      { dimension: "tenant", value: "acme", n: 2 },
    ]);
    const touches = await db().$queryRaw`
      select tier, n from tier_touch_rollup where project_id = ${id} and minutes = 60`;
    expect(touches).toEqual([{ tier: "canned", n: 2 }]);
  });

  it("follow a changed catalog through all of history, as if it had come in today", async () => {
    const [old, fresh] = [
      await findOrCreateProject(db(), "rederived"),
      await findOrCreateProject(db(), "fresh"),
    ];
    const model = (name: string) => ({ requested: name, served: name, fingerprint: null });
    const spans = Array.from({ length: 30 }, (_, index) =>
      aSpan({
        kind: "llm",
        model: model(index % 3 === 0 ? "small-1" : "large-1"),
        startedAt: at(`0${1 + (index % 9)}T10:00:00`),
      }),
    );
    const catalog = {
      tiers: [
        { name: "gold", level: 0, match: [{ servedModel: "large*" }] },
        { name: "tin", level: 1, match: [{ servedModel: "small*" }] },
      ],
    };
    const posting = { postedAt: at("10T00:00:00"), postedBy: "ana" };
    await take(old.id, spans);
    expect(new Set((await rollups(old.id)).map((row) => row.tier))).not.toContain("gold");

    await saveTierCatalog(db(), old.id, null, catalog, posting);
    await feedRederiveJobs(db());
    await take(old.id, []);
    await feedRederiveJobs(db());
    expect(await loadRederiveJobs(db(), old.id)).toMatchObject([
      { total: 30, done: 30, finishedAt: expect.any(Date) },
    ]);

    await saveTierCatalog(db(), fresh.id, null, catalog, posting);
    await take(fresh.id, spans);
    expect(await rollups(old.id)).toEqual(await rollups(fresh.id));
    expect((await rollups(old.id)).filter((row) => row.tier === "tin").length).toBeGreaterThan(0);
  });
});
