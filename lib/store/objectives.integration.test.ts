import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import {
  deleteObjective,
  findObjective,
  listObjectives,
  loadObjectives,
  type Objective,
  saveObjective,
} from "./objectives";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "Ana" });
const floor: Objective = {
  name: "primary floor",
  analysis: "tier-mix",
  feature: null,
  tier: "primary",
  kind: "floor",
  target: 0.95,
  periodDays: 30,
};

it("changes nothing when the same is said again, and says when something is new", async () => {
  const projectId = await aProject();
  expect(await saveObjective(db(), projectId, floor, by("2026-03-01"))).toBe(true);
  expect(await saveObjective(db(), projectId, floor, by("2026-03-02"))).toBe(false);
  expect(await loadObjectives(db(), projectId, "tier-mix", null)).toEqual([
    { ...floor, ...by("2026-03-01") },
  ]);
  const lower = { ...floor, feature: "chat", target: 0.9 };
  expect(await saveObjective(db(), projectId, lower, by("2026-03-03"))).toBe(true);
  expect(await loadObjectives(db(), projectId, "tier-mix", null)).toEqual([
    { ...lower, ...by("2026-03-03") },
  ]);
});

it("finds a feature's objectives, of one analysis and project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  const chat = { ...floor, name: "b", feature: "chat" };
  for (const objective of [chat, { ...floor, name: "a" }, { ...chat, name: "c", analysis: "x" }]) {
    await saveObjective(db(), projectId, objective, by("2026-03-01"));
  }
  await saveObjective(db(), other, { ...chat, name: "theirs" }, by("2026-03-01"));
  const names = async (feature: string | null) =>
    (await loadObjectives(db(), projectId, "tier-mix", feature)).map(({ name }) => name);
  expect(await names("chat")).toEqual(["b"]);
  expect(await names(null)).toEqual(["a", "b"]);
});

it("lists the latest first, each once over the pages", async () => {
  const projectId = await aProject();
  for (const name of ["a", "b", "c", "d", "e"]) {
    await saveObjective(db(), projectId, { ...floor, name }, by("2026-03-01"));
  }
  const names: string[][] = [];
  let cursor: number | null = null;
  do {
    const page: Awaited<ReturnType<typeof listObjectives>> = await listObjectives(db(), projectId, {
      cursor,
      limit: 2,
    });
    names.push(page.rows.map(({ name }) => name));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(names).toEqual([["e", "d"], ["c", "b"], ["a"]]);
});

it("takes away only the one that is named, in this project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await saveObjective(db(), projectId, floor, by("2026-03-01"));
  await saveObjective(db(), other, floor, by("2026-03-01"));
  expect(await deleteObjective(db(), projectId, "another")).toBe(false);
  expect(await deleteObjective(db(), projectId, floor.name)).toBe(true);
  expect(await loadObjectives(db(), projectId, "tier-mix", null)).toEqual([]);
  expect(await findObjective(db(), projectId, floor.name)).toBeUndefined();
  expect(await findObjective(db(), other, floor.name)).toMatchObject(floor);
});
