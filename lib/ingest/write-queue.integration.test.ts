import { expect, it } from "vitest";
import type { Span } from "@/lib/domain/span";
import type { Database } from "@/lib/store/database";
import { connect } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { spanRow } from "@/lib/store/span-row";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { buildReceipt } from "./build-receipt";
import { requireRoom, writeRows } from "./write-queue";

const db = testDatabase();

const write = async (on: Database, projectId: number, spans: readonly Span[]) => {
  requireRoom(on);
  const arrival = { projectId, keyId: 1, receivedAt: new Date() };
  const rows = spans.map((span) => spanRow(projectId, span, arrival.receivedAt));
  return writeRows(on, rows, buildReceipt({ ...arrival, bytes: 1, wireBytes: 1 }, rows, []));
};

it("tells each of many requests at once its own counts, and stores every span once", async () => {
  const { id } = await findOrCreateProject(db(), "many");
  const shared = aSpan();
  const requests = Array.from({ length: 50 }, () => [aSpan(), aSpan(), shared]);
  const counts = await Promise.all(requests.map((spans) => write(db(), id, spans)));
  for (const { stored, duplicate } of counts) expect(stored + duplicate).toBe(3);
  expect(counts.reduce((sum, { stored }) => sum + stored, 0)).toBe(101);
  expect(await db().span.count({ where: { projectId: id } })).toBe(101);
});

it("lets a request that cannot be stored fail alone", async () => {
  const { id } = await findOrCreateProject(db(), "alone");
  const good = Array.from({ length: 5 }, () => write(db(), id, [aSpan()]));
  // Ids are checked before they get here; only the database refuses this one.
  const bad = write(db(), id, [aSpan({ traceId: "a\0b" })]);
  await expect(bad).rejects.toThrow("invalid byte sequence");
  expect(await Promise.all(good)).toEqual(good.map(() => ({ stored: 1, duplicate: 0 })));
});

it("refuses more than may wait, and takes on again once it is written", async () => {
  const { id } = await findOrCreateProject(db(), "bound");
  const big = () => [aSpan({ input: "x".repeat(40 * 1024 * 1024) })];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 6 }, () => write(db(), id, big())),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  for (const outcome of refused)
    expect(outcome.reason).toMatchObject({ code: "too_many_requests" });
  expect(await db().span.count({ where: { projectId: id } })).toBe(6 - refused.length);
  expect(await write(db(), id, [aSpan()])).toEqual({ stored: 1, duplicate: 0 });
});

it("rejects at once while the database is away", async () => {
  const away = connect("postgres://nobody@127.0.0.1:1/none");
  const spans = Array.from({ length: 20 }, () => write(away, 1, [aSpan()]));
  for (const outcome of await Promise.allSettled(spans)) expect(outcome.status).toBe("rejected");
  await away.$disconnect();
});
