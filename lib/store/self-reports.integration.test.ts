import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { findOrCreateProject } from "./projects";
import { listSelfReports, loadSelfReports, type SelfReport, saveSelfReport } from "./self-reports";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "app" });
const days = (from: number, to: number) => ({
  from: new Date(Date.UTC(2026, 2, from)),
  to: new Date(Date.UTC(2026, 2, to)),
});
const claim = (more: Partial<SelfReport> = {}): SelfReport => ({
  source: "app",
  metric: "fallback",
  window: days(1, 2),
  numerator: 500,
  denominator: 100_000,
  ...more,
});

it("keeps one claim a window; the same again changes nothing, a correction replaces it", async () => {
  const projectId = await aProject();
  expect(await saveSelfReport(db(), projectId, claim(), by("2026-03-02"))).toBe(true);
  expect(await saveSelfReport(db(), projectId, claim(), by("2026-03-03"))).toBe(false);
  const corrected = claim({ denominator: null });
  expect(await saveSelfReport(db(), projectId, corrected, by("2026-03-04"))).toBe(true);
  const { rows } = await listSelfReports(db(), projectId, { cursor: null, limit: 10 });
  expect(rows).toEqual([{ ...corrected, ...by("2026-03-04"), id: expect.any(Number) }]);
});

it("finds the claims that overlap a window, of this project only", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  for (const window of [days(1, 3), days(3, 5), days(5, 7)]) {
    await saveSelfReport(db(), projectId, claim({ window }), by("2026-03-08"));
  }
  await saveSelfReport(db(), other, claim({ window: days(3, 5) }), by("2026-03-08"));
  const starts = async (from: number, to: number) =>
    (await loadSelfReports(db(), projectId, days(from, to))).map(({ window }) =>
      window.from.getUTCDate(),
    );
  expect(await starts(3, 5)).toEqual([3]);
  expect(await starts(2, 6)).toEqual([1, 3, 5]);
  expect(await starts(7, 9)).toEqual([]);
});
