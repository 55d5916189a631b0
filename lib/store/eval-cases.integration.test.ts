import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { EvalCase } from "@/lib/domain/evals/eval-case";
import { aCase } from "@/test/eval-case";
import { testDatabase } from "@/test/postgres";
import { findEvalCase, loadEvalCases, reviewEvalCase, saveEvalCases } from "./eval-cases";
import { loadEvalSuites } from "./eval-suites";
import { findOrCreateProject } from "./projects";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "team" });

it("keeps every version, and the same again changes nothing", async () => {
  const projectId = await aProject();
  const save = (posted: EvalCase, day: string) =>
    saveEvalCases(db(), projectId, "gold", [posted], by(day));
  expect(await save(aCase(), "2026-02-01")).toMatchObject({ suiteVersion: 1, inserted: 1 });
  expect(await save(aCase(), "2026-02-02")).toEqual({
    suiteVersion: 1,
    inserted: 0,
    updated: 0,
    unchanged: 1,
  });
  expect(await save(aCase({ tags: [] }), "2026-02-03")).toMatchObject({
    suiteVersion: 2,
    updated: 1,
  });
  const retagged = await findEvalCase(db(), projectId, "gold", "refund");
  expect(retagged).toMatchObject({ version: 2, tags: [], editedAt: new Date("2026-01-01") });
  await save(aCase({ expected: "Within three days." }), "2026-02-04");
  const edited = await findEvalCase(db(), projectId, "gold", "refund");
  expect(edited).toMatchObject({ version: 3, editedAt: new Date("2026-02-04") });
  expect(edited?.contentHash).not.toBe(retagged?.contentHash);
  const versions = await db().evalCaseVersion.findMany({
    where: { projectId },
    orderBy: { version: "asc" },
  });
  expect(versions.map((row) => [row.version, row.suiteVersion])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ]);
});

it("keeps any JSON as input and expectation, null too", async () => {
  const projectId = await aProject();
  const input = { messages: [{ role: "user", content: "Hallo, größer? 你好" }], n: 1.5 };
  await saveEvalCases(db(), projectId, "s", [aCase({ input, expected: null })], by("2026-02-01"));
  expect(await findEvalCase(db(), projectId, "s", "refund")).toMatchObject({
    input,
    expected: null,
    dependsOn: { corpus: "v1", tools: { lookup: "a1" } },
    status: "active",
  });
});

it("leaves cases that are not posted, and those of other projects, as they are", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await saveEvalCases(db(), projectId, "s", [aCase(), aCase({ id: "b" })], by("2026-02-01"));
  await saveEvalCases(db(), other, "s", [aCase()], by("2026-02-01"));
  await saveEvalCases(db(), projectId, "s", [aCase({ id: "b", tags: ["x"] })], by("2026-02-02"));
  const cases = await loadEvalCases(db(), projectId);
  expect(cases.map(({ id, version }) => [id, version])).toEqual([
    ["b", 2],
    ["refund", 1],
  ]);
  expect(await loadEvalCases(db(), other)).toHaveLength(1);
});

it("does what the ledger says, and a posting does not undo it", async () => {
  const projectId = await aProject();
  await saveEvalCases(db(), projectId, "s", [aCase()], by("2026-02-01"), "draft");
  const address = { suite: "s", id: "refund" };
  const review = (action: "accept" | "verify" | "retire", day: string) =>
    reviewEvalCase(db(), projectId, address, {
      action,
      reason: "because",
      at: new Date(day),
      by: "ada",
    });
  const found = () => findEvalCase(db(), projectId, "s", "refund");
  expect((await found())?.status).toBe("draft");
  expect(await review("accept", "2026-02-02")).toBe(true);
  expect(await found()).toMatchObject({ status: "active", lastVerifiedAt: new Date("2026-02-02") });
  await review("verify", "2026-02-03");
  expect(await found()).toMatchObject({
    lastVerifiedAt: new Date("2026-02-03"),
    verifiedBy: "ada",
  });
  await review("retire", "2026-02-04");
  await saveEvalCases(db(), projectId, "s", [aCase({ tags: [] })], by("2026-02-05"));
  expect((await found())?.status).toBe("retired");
  expect(
    await reviewEvalCase(
      db(),
      projectId,
      { suite: "s", id: "gone" },
      {
        action: "retire",
        reason: "x",
        at: new Date(),
        by: "ada",
      },
    ),
  ).toBe(false);
  const [suite] = await loadEvalSuites(db(), projectId);
  expect(suite).toMatchObject({ suite: "s", version: 2, cases: 0, retired: 1, lastRunAt: null });
});
