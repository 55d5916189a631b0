import { expect, it } from "vitest";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { findRederiveJob, requestRederive } from "@/lib/store/rederive-jobs";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";
import { feedRederiveJobs } from "./rederive";
import { rollUpDirty } from "./roll-up";

const db = testDatabase();
const at = (hour: number) => new Date(Date.UTC(2026, 2, 1, hour));

/** A project with a trace at each hour, derived. */
async function projectWith(name: string, hours: readonly number[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), name);
  const spans = hours.map((hour) => aSpan({ startedAt: at(hour) }));
  await insertSpans(db(), id, spans);
  await workOff();
  return id;
}

async function workOff(): Promise<void> {
  await deriveQueued(db());
  await rollUpDirty(db());
}

const ask = (projectId: number, window: { from: Date | null; to: Date | null } | null) =>
  requestRederive(db(), projectId, {
    reason: "asked",
    window,
    requestedAt: at(0),
    requestedBy: "ana",
  });

async function finish(projectId: number, id: number) {
  await feedRederiveJobs(db());
  await workOff();
  await feedRederiveJobs(db());
  return findRederiveJob(db(), projectId, id);
}

it.each([
  ["everything", null, 4],
  ["from a time on, which is inside", { from: at(2), to: null }, 3],
  ["up to a time, which is outside", { from: null, to: at(2) }, 1],
  ["a window", { from: at(2), to: at(4) }, 2],
])("derives %s again", async (name, window, total) => {
  const id = await projectWith(name.replaceAll(/[^a-z]+/g, "-"), [1, 2, 3, 4]);
  expect(await finish(id, await ask(id, window))).toMatchObject({
    total,
    done: total,
    finishedAt: expect.any(Date),
    error: null,
  });
});

it("does not wait for a trace that cannot be derived, and says that there is one", async () => {
  const id = await projectWith("failing", [1, 2]);
  await insertSpans(db(), id, [aSpan({ startedAt: at(3) })]);
  // As a worker leaves it that has tried.
  await poolOf(db()).query(
    "update derive_queue set attempts = 1, not_before = now() + interval '1 hour'",
  );
  const job = await finish(id, await ask(id, null));
  expect(job).toMatchObject({ total: 2, done: 2, finishedAt: expect.any(Date) });
  expect(job?.error).toMatch(/^1 of the project's traces cannot be derived/);
});

it("is not done while a trace that it queued is waiting", async () => {
  const id = await projectWith("waiting", [1]);
  const job = await ask(id, null);
  await feedRederiveJobs(db());
  await feedRederiveJobs(db());
  expect(await findRederiveJob(db(), id, job)).toMatchObject({ done: 1, finishedAt: null });
  await workOff();
  await feedRederiveJobs(db());
  expect(await findRederiveJob(db(), id, job)).toMatchObject({ finishedAt: expect.any(Date) });
});

it("shows a job to its own project only", async () => {
  const [mine, other] = [await projectWith("mine", []), await projectWith("other", [])];
  const job = await ask(mine, null);
  expect(await findRederiveJob(db(), other, job)).toBeUndefined();
});
