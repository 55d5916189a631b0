import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { CatalogTier } from "@/lib/domain/tiers/tier-catalog";
import { testDatabase } from "@/test/postgres";
import { findOrCreateProject } from "./projects";
import { loadRederiveJobs } from "./rederive-jobs";
import { listTierCatalogs, loadTierCatalogs, saveTierCatalog } from "./tier-catalogs";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const at = (day: string) => ({ postedAt: new Date(day), postedBy: "Ana" });
const tier = (name: string, servedModel: string): CatalogTier => ({
  name,
  level: 0,
  match: [{ servedModel }],
});
const page = { cursor: null, limit: 10 };

it("keeps every version with who and when, and asks once a change for history to be derived", async () => {
  const projectId = await aProject();
  const [old, renewed] = [[tier("primary", "gpt-4o*")], [tier("primary", "gpt-5*")]];
  const first = await saveTierCatalog(db(), projectId, "chat", { tiers: old }, at("2026-03-01"));
  const again = await saveTierCatalog(db(), projectId, "chat", { tiers: old }, at("2026-03-02"));
  const second = await saveTierCatalog(
    db(),
    projectId,
    "chat",
    { tiers: renewed },
    at("2026-03-03"),
  );

  expect(again).toBeNull();
  expect(await loadTierCatalogs(db(), projectId)).toMatchObject([
    { feature: "chat", tiers: renewed, ...at("2026-03-03") },
  ]);
  const { rows } = await listTierCatalogs(db(), projectId, page);
  expect(rows.map(({ tiers, postedAt }) => [tiers, postedAt])).toEqual([
    [renewed, new Date("2026-03-03")],
    [old, new Date("2026-03-01")],
  ]);
  expect(await loadRederiveJobs(db(), projectId)).toMatchObject([
    { id: second, fromAt: null, toAt: null, total: null, done: 0, finishedAt: null },
    { id: first, requestedAt: new Date("2026-03-01"), requestedBy: "Ana" },
  ]);
});

it("takes the order of tiers for a change, and the order of a condition's fields for none", async () => {
  const projectId = await aProject();
  const [a, b] = [tier("a", "x"), tier("b", "y")];
  await saveTierCatalog(db(), projectId, null, { tiers: [a, b] }, at("2026-03-01"));
  const sorted = { tiers: [b, a] };
  expect(await saveTierCatalog(db(), projectId, null, sorted, at("2026-03-02"))).not.toBeNull();
  const turned: CatalogTier = { match: [{ servedModel: "y" }], level: 0, name: "b" };
  const same = { tiers: [turned, a] };
  expect(await saveTierCatalog(db(), projectId, null, same, at("2026-03-03"))).toBeNull();
});

it("keeps features and projects apart, and forgets a catalog that is withdrawn", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  const tiers = [tier("primary", "*")];
  await saveTierCatalog(db(), projectId, "chat", { tiers }, at("2026-03-01"));
  await saveTierCatalog(db(), projectId, null, { tiers }, at("2026-03-01"));
  const features = async (id: number) =>
    (await loadTierCatalogs(db(), id)).map(({ feature }) => feature);
  expect(await features(projectId)).toEqual([null, "chat"]);
  expect(await features(other)).toEqual([]);

  const withdraw = () => saveTierCatalog(db(), projectId, "chat", { tiers: [] }, at("2026-03-02"));
  expect(await withdraw()).not.toBeNull();
  expect(await withdraw()).toBeNull();
  expect(await features(projectId)).toEqual([null]);
  expect(await saveTierCatalog(db(), other, null, { tiers: [] }, at("2026-03-02"))).toBeNull();
});

it("makes one version and one job of the same catalog put several times at once", async () => {
  const projectId = await aProject();
  const put = () =>
    saveTierCatalog(db(), projectId, null, { tiers: [tier("a", "*")] }, at("2026-03-01"));
  const jobs = await Promise.all([put(), put(), put(), put()]);
  expect(jobs.filter((job) => job !== null)).toHaveLength(1);
  expect((await listTierCatalogs(db(), projectId, page)).rows).toHaveLength(1);
});
