import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { findOrCreateProject } from "./projects";
import {
  findRoutingRule,
  insertRoutingRuleReview,
  listRoutingRules,
  loadRoutingRules,
  type RoutingRule,
  saveRoutingRule,
} from "./routing-rules";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "deploy" });
const [june, july, august] = [
  new Date("2026-06-01"),
  new Date("2026-07-01"),
  new Date("2026-08-01"),
];
const rule: RoutingRule = {
  id: "complexity-router",
  owner: "Bo",
  rationale: "simple prompts need no frontier model",
  fromTier: "primary",
  toTier: "secondary",
  reason: "complexity",
  expectedShare: 0.05,
  expiresAt: june,
  ramp: [
    { at: new Date("2026-03-01"), percent: 5 },
    { at: new Date("2026-03-08"), percent: 50 },
  ],
};
const review = (note: string, expiresAt: Date) => ({ note, expiresAt, by: "Cleo" });

it("gives back what was declared, and changes nothing when it is declared again", async () => {
  const projectId = await aProject();
  expect(await saveRoutingRule(db(), projectId, rule, by("2026-03-01"))).toBe(true);
  expect(await saveRoutingRule(db(), projectId, rule, by("2026-03-02"))).toBe(false);
  const posted = { ...rule, ...by("2026-03-01"), createdAt: new Date("2026-03-01"), reviews: [] };
  expect(await findRoutingRule(db(), projectId, rule.id)).toEqual(posted);

  const steeper = { ...rule, ramp: [...rule.ramp, { at: new Date("2026-03-09"), percent: 60 }] };
  expect(await saveRoutingRule(db(), projectId, steeper, by("2026-03-03"))).toBe(true);
  expect(await loadRoutingRules(db(), projectId)).toEqual([
    { ...posted, ramp: steeper.ramp, ...by("2026-03-03") },
  ]);
});

it("lets a review put the expiry off, until a new one is declared", async () => {
  const projectId = await aProject();
  const look = (note: string, expiresAt: Date, day: string) =>
    insertRoutingRuleReview(db(), projectId, rule.id, review(note, expiresAt), new Date(day));
  const expiry = async () => (await findRoutingRule(db(), projectId, rule.id))?.expiresAt;

  expect(await look("too early", july, "2026-03-01")).toBeNull();
  await saveRoutingRule(db(), projectId, rule, by("2026-03-02"));
  expect(await look("still cheaper", july, "2026-05-20")).toBe(true);
  expect(await look("still cheaper", july, "2026-05-21")).toBe(false);
  expect(await expiry()).toEqual(july);

  // Declaring another owner says nothing new of the expiry.
  await saveRoutingRule(db(), projectId, { ...rule, owner: "Dan" }, by("2026-05-22"));
  expect(await expiry()).toEqual(july);
  await saveRoutingRule(db(), projectId, { ...rule, expiresAt: august }, by("2026-05-23"));
  expect(await expiry()).toEqual(august);
  await look("not that long", june, "2026-05-24");
  expect(await findRoutingRule(db(), projectId, rule.id)).toMatchObject({
    expiresAt: june,
    reviews: [
      { note: "not that long", by: "Cleo", at: new Date("2026-05-24") },
      { note: "still cheaper", expiresAt: july },
    ],
  });
});

it("shows no rule of another project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await saveRoutingRule(db(), projectId, rule, by("2026-03-01"));
  expect(await findRoutingRule(db(), other, rule.id)).toBeUndefined();
  const page = { cursor: null, limit: 10 };
  expect((await listRoutingRules(db(), other, page)).rows).toEqual([]);
  expect((await listRoutingRules(db(), projectId, page)).rows).toMatchObject([{ id: rule.id }]);
});
