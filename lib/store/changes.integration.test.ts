import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Change } from "@/lib/domain/change";
import { testDatabase } from "@/test/postgres";
import { listChanges, loadChanges, saveChange } from "./changes";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const day = (number: number) => new Date(Date.UTC(2026, 2, number));
const by = (number: number) => ({ postedAt: day(number), postedBy: "deploy" });
const change = (more: Partial<Change> = {}): Change => ({
  at: day(1),
  rolloutEndsAt: null,
  axis: "router",
  layer: null,
  from: "v2",
  to: "v3",
  title: "Router v3",
  author: "Ana",
  url: "https://example.org/pull/7",
  ruleIds: ["complexity-router"],
  ...more,
});
const page = { cursor: null, limit: 10 };

it("keeps a change once, and takes in what is said of it later", async () => {
  const projectId = await aProject();
  expect(await saveChange(db(), projectId, change(), by(1))).toBe(true);
  expect(await saveChange(db(), projectId, change(), by(2))).toBe(false);
  const ended = change({ rolloutEndsAt: day(4) });
  expect(await saveChange(db(), projectId, ended, by(4))).toBe(true);
  expect((await listChanges(db(), projectId, page)).rows).toEqual([
    { ...ended, ...by(4), id: expect.any(Number) },
  ]);
});

it("keeps changes apart that one release made at one moment", async () => {
  const projectId = await aProject();
  const sisters = [
    change(),
    change({ axis: "tools" }),
    change({ axis: null, layer: "tools" }),
    change({ to: "v4" }),
    change({ from: null }),
  ];
  for (const sister of sisters) await saveChange(db(), projectId, sister, by(1));
  expect((await listChanges(db(), projectId, page)).rows).toHaveLength(sisters.length);
});

it("finds what was being rolled out in a window, oldest first, of this project only", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await saveChange(db(), projectId, change({ at: day(6), title: "inside" }), by(6));
  await saveChange(db(), projectId, change({ at: day(1), title: "over" }), by(6));
  const slow = change({ at: day(2), title: "still rolling out", rolloutEndsAt: day(5) });
  await saveChange(db(), projectId, slow, by(6));
  await saveChange(db(), projectId, change({ at: day(8), title: "at the end" }), by(8));
  await saveChange(db(), other, change({ at: day(6), title: "theirs" }), by(6));
  const found = await loadChanges(db(), projectId, { from: day(5), to: day(8) });
  expect(found.map(({ title }) => title)).toEqual(["still rolling out", "inside"]);
});
