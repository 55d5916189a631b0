import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { findOrCreateProject } from "./projects";
import { loadTierBuckets } from "./tier-tallies";

const database = testDatabase();

it("tells the hours of a whole day apart when buckets of an hour are asked for", async () => {
  const db = database();
  const { id } = await findOrCreateProject(db, "buckets");
  const insert = (minutes: number, bucket: string, n: number) => db.$executeRaw`
    insert into tier_rollup (project_id, minutes, bucket, tier, n, w, w2)
    values (${id}, ${minutes}, ${bucket}::timestamptz, 'primary', ${n}, ${n}, ${n})`;
  await insert(1_440, "2026-03-02T00:00:00Z", 12);
  await insert(60, "2026-03-02T03:00:00Z", 5);
  await insert(60, "2026-03-02T17:00:00Z", 7);

  const scope = { projectId: id, feature: null, environment: null, tenant: null, segments: {} };
  const window = { from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-03-04T00:00:00Z") };
  const load = async (minutes: number) => {
    const found = await loadTierBuckets(db, scope, window, minutes);
    return found.map(({ at, n }) => [at.toISOString().slice(8, 13), n]).sort();
  };
  expect(await load(60)).toEqual([
    ["02T03", 5],
    ["02T17", 7],
  ]);
  expect(await load(1_440)).toEqual([["02T00", 12]]);
});
