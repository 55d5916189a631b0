import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { insertBaseline, listBaselines } from "@/lib/store/baselines";
import { findOrCreateProject } from "@/lib/store/projects";
import { testDatabase } from "@/test/postgres";
import { analysisParams } from "./analysis-params";
import { defineAnalysis } from "./define-analysis";

const db = testDatabase();
const now = new Date("2026-05-12T14:00:00Z");

const frozen = defineAnalysis({
  slug: "frozen",
  title: "Frozen",
  question: "How many references were frozen in the window?",
  params: analysisParams({ most: z.coerce.number().int().min(0).default(1) }),
  async loadFacts(context, { window }) {
    const { rows } = await listBaselines(context.db, context.projectId, { cursor: null, limit: 9 });
    return rows.filter(({ postedAt }) => postedAt >= window.from && postedAt < window.to);
  },
  buildReport: (facts, { most }) => ({ count: facts.length, isTooMany: facts.length > most }),
  judge: ({ count, isTooMany }) => ({
    verdict: isTooMany ? "block" : "pass",
    reasons: [{ code: "count", message: `${count} frozen` }],
  }),
  conditions: ({ count, isTooMany }) => [
    {
      code: "many",
      key: "many",
      severity: "info",
      firing: isTooMany,
      message: `${count} frozen`,
      value: count,
    },
  ],
});

async function aContext(...days: readonly string[]) {
  const { id: projectId } = await findOrCreateProject(db(), `p-${randomUUID()}`);
  for (const day of days) {
    const window = { from: new Date("2026-01-01"), to: new Date("2026-02-01") };
    await insertBaseline(
      db(),
      projectId,
      { analysis: "tier-mix", feature: null, window, reason: day, approvedBy: "Ana" },
      { postedAt: new Date(day), postedBy: "test" },
    );
  }
  return { db: db(), projectId, now };
}

it("answers report, gate and alerts from the same facts of the project and window asked for", async () => {
  await aContext("2026-05-10", "2026-05-11");
  const context = await aContext("2026-03-01", "2026-05-11", "2026-05-12");
  const search = new URLSearchParams();

  const { report, params } = await frozen.run(context, search);
  expect(report).toEqual({ count: 2, isTooMany: true });
  expect(params).toMatchObject({ range: "30d", most: 1 });
  expect(await frozen.runGate(context, search)).toEqual({
    verdict: "block",
    reasons: [{ code: "count", message: "2 frozen" }],
  });
  expect(await frozen.loadConditions(context, search)).toMatchObject([{ firing: true, value: 2 }]);

  const lenient = new URLSearchParams({ most: "2" });
  expect((await frozen.runGate(context, lenient)).verdict).toBe("pass");
  expect(await frozen.loadConditions(context, lenient)).toMatchObject([{ firing: false }]);
});

it("reads nothing when a parameter does not fit", async () => {
  const context = { ...(await aContext()), projectId: -1 };
  const refused = frozen.runGate(context, new URLSearchParams({ most: "none" }));
  await expect(refused).rejects.toThrow(AppError);
  await expect(refused).rejects.toMatchObject({ details: { most: [expect.any(String)] } });
});
