import { expect, it, vi } from "vitest";
import { postRequests, readTierMix, sendJson, untilRecorded } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const PATH = "/api/v1/rederive";
const at = new Date("2026-03-01T12:00:00Z");
const ask = (key: string, body: unknown) =>
  app().send(key, PATH, { method: "POST", body: JSON.stringify(body) });
const read = async (key: string, path: string) => (await app().send(key, path)).json();

it("derives a window's traces again, and tells how far that has come", async () => {
  const key = await app().keyOf("again");
  const next = new Date(at.getTime() + 3_600_000);
  await postRequests(app(), key, [
    { at, tier: "primary", count: 30 },
    { at: next, tier: "secondary", count: 20 },
  ]);
  const day = { from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z" };
  await untilRecorded(app(), key, day, 50);
  const before = await readTierMix(app(), key, day);

  const answer = await ask(key, { to: next.toISOString(), reason: "catalog restored" });
  expect(answer.status).toBe(202);
  const { job } = await answer.json();
  expect(job).toEqual({
    id: expect.any(Number),
    reason: "catalog restored",
    fromAt: null,
    toAt: next.toISOString(),
    requestedAt: expect.any(String),
    requestedBy: "test",
    total: null,
    done: 0,
    finishedAt: null,
    error: null,
  });
  expect(answer.headers.get("location")).toBe(`${PATH}/${job.id}`);
  const now = async () => (await read(key, `${PATH}/${job.id}`)).job;
  await vi.waitFor(async () => expect((await now()).finishedAt).not.toBeNull(), {
    timeout: 30_000,
    interval: 200,
  });
  expect(await now()).toMatchObject({ total: 30, done: 30, error: null });
  expect(await readTierMix(app(), key, day)).toEqual(before);
});

it("lists a project's jobs, the latest first, page by page", async () => {
  const key = await app().keyOf("listed");
  for (const reason of ["one", "two", "three"]) {
    await sendJson(app(), key, ["POST", PATH], { reason });
  }
  const first = await read(key, `${PATH}?limit=2`);
  const second = await read(key, `${PATH}?limit=2&cursor=${first.nextCursor}`);
  const reasons = [first, second].map(({ jobs }) =>
    jobs.map(({ reason }: { reason: string }) => reason),
  );
  expect(reasons).toEqual([["three", "two"], ["one"]]);
  expect(second.nextCursor).toBeNull();
  const id = first.jobs[0].id;
  expect((await app().send(await app().keyOf("other"), `${PATH}/${id}`)).status).toBe(404);
});

it("is for keys that may manage, to be watched by keys that may read", async () => {
  const writer = await app().keyOf("scopes", ["write", "read"]);
  expect((await ask(writer, {})).status).toBe(403);
  expect((await ask("tm_wrong", {})).status).toBe(401);
  expect(await read(writer, PATH)).toEqual({ jobs: [], nextCursor: null });
  const manager = await app().keyOf("scopes", ["admin"]);
  expect((await app().send(manager, PATH)).status).toBe(403);
});

it.each([
  [{ from: "soon" }, "from"],
  [{ from: at.toISOString(), to: at.toISOString() }, "to"],
  [{ reason: "" }, "reason"],
  [{ reason: "text with \0" }, "reason"],
  [{ since: at.toISOString() }, ""],
])("refuses %j, naming what does not fit", async (body, field) => {
  const key = await app().keyOf("refused");
  const answer = await ask(key, body);
  expect(answer.status).toBe(400);
  expect(Object.keys((await answer.json()).error.details)).toEqual([field]);
  expect((await read(key, PATH)).jobs).toEqual([]);
});

it.each(["0", "x", "99999999999", "1.5"])("knows no job %s", async (id) => {
  const key = await app().keyOf("refused");
  expect((await app().send(key, `${PATH}/${id}`)).status).toBe(400);
});
