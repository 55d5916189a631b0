import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { loadDeriveLag } from "./derive-lag";
import { findOrCreateProject } from "./projects";

const db = testDatabase();

const anEntry = (projectId: number, secondsAgo: number, attempts = 0) => ({
  projectId,
  traceId: `trace-${secondsAgo}`,
  firstDay: new Date("2026-05-12"),
  lastDay: new Date("2026-05-12"),
  queuedAt: new Date(Date.now() - secondsAgo * 1_000),
  attempts,
});

it("is that of the oldest entry not tried yet, per project and over all", async () => {
  const one = await findOrCreateProject(db(), "one");
  const two = await findOrCreateProject(db(), "two");
  expect(await loadDeriveLag(db(), null)).toEqual({ waiting: 0, lagSeconds: 0, failing: 0 });
  await db().deriveQueue.createMany({
    data: [
      anEntry(one.id, 20),
      anEntry(one.id, 60),
      anEntry(one.id, 9_000, 3),
      anEntry(two.id, 500),
    ],
  });
  const lag = await loadDeriveLag(db(), one.id);
  expect(lag).toMatchObject({ waiting: 3, failing: 1 });
  expect(Math.abs(lag.lagSeconds - 60)).toBeLessThan(10);
  expect((await loadDeriveLag(db(), null)).lagSeconds).toBeGreaterThan(490);
});
