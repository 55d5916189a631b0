import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { type Baseline, findBaseline, insertBaseline, listBaselines } from "./baselines";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "deploy" });
const frozen = (reason: string, more: Partial<Baseline> = {}): Baseline => ({
  analysis: "tier-mix",
  feature: null,
  window: { from: new Date("2026-01-01"), to: new Date("2026-03-01") },
  reason,
  approvedBy: "Ana",
  ...more,
});

it("keeps every reference that was frozen, and the latest counts", async () => {
  const projectId = await aProject();
  const freeze = (reason: string, day: string) =>
    insertBaseline(db(), projectId, frozen(reason), by(day));
  expect(await freeze("first", "2026-03-01")).toBe(true);
  expect(await freeze("first", "2026-03-02")).toBe(false);
  expect(await freeze("second", "2026-03-03")).toBe(true);
  // Back to what once was: that is a decision too.
  expect(await freeze("first", "2026-03-04")).toBe(true);

  expect(await findBaseline(db(), projectId, "tier-mix", null)).toEqual({
    ...frozen("first"),
    ...by("2026-03-04"),
  });
  const { rows } = await listBaselines(db(), projectId, { cursor: null, limit: 10 });
  expect(rows.map(({ reason }) => reason)).toEqual(["first", "second", "first"]);
  const page = { cursor: null, limit: 10 };
  expect((await listBaselines(db(), projectId, page, "tier-mix")).rows).toHaveLength(3);
  expect((await listBaselines(db(), projectId, page, "another")).rows).toEqual([]);
});

it("falls back from a feature to the project, and never to another feature or project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await insertBaseline(db(), other, frozen("theirs"), by("2026-03-01"));
  const reasonFor = async (feature: string | null) =>
    (await findBaseline(db(), projectId, "tier-mix", feature))?.reason;
  expect(await reasonFor("chat")).toBeUndefined();
  await insertBaseline(db(), projectId, frozen("of chat", { feature: "chat" }), by("2026-03-01"));
  expect(await reasonFor(null)).toBeUndefined();
  await insertBaseline(db(), projectId, frozen("of all"), by("2026-03-02"));
  expect(await reasonFor("chat")).toBe("of chat");
  expect(await reasonFor("search")).toBe("of all");
});
