import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { findOrCreateProject } from "./projects";
import { dropPartitionsBefore } from "./retention-partitions";
import { forgetPartition } from "./span-partitions";
import { insertSpans } from "./span-writer";
import { inTransaction } from "./transaction";

const db = testDatabase();
const signal = new AbortController().signal;
const received = new Date("2026-02-10T12:00:00Z");

/** Spans of one day, stored. */
async function send(projectId: number, day: string, count = 1): Promise<number> {
  const spans = Array.from({ length: count }, () =>
    aSpan({ startedAt: new Date(`${day}T10:00:00Z`) }),
  );
  return (await insertSpans(db(), projectId, spans, received)).stored;
}

const daysThere = async () => {
  const { rows } = await poolOf(db()).query<{ name: string; pending: boolean }>(
    `select inhrelid::regclass::text as name, inhdetachpending as pending
     from pg_inherits where inhparent = 'span'::regclass order by 1`,
  );
  return rows.map(({ name, pending }) => (pending ? `${name} half gone` : name));
};

it("drops days while ingest goes on, losing no acknowledged span of the others", async () => {
  const { id } = await findOrCreateProject(db(), "busy");
  const old = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"];
  for (const day of old) await send(id, day, 20);

  const dropping = { isDone: false };
  let stored = 0;
  const writer = async (days: readonly string[]) => {
    for (let turn = 0; !dropping.isDone || turn < 20; turn += 1) {
      const fresh = await send(id, days[turn % days.length] ?? "2026-02-10", 5);
      stored += fresh;
    }
  };
  const drop = async () => {
    const gone = await dropPartitionsBefore(poolOf(db()), "2026-02-01", signal);
    dropping.isDone = true;
    return gone;
  };
  const [gone] = await Promise.all([
    drop(),
    writer(["2026-02-08", "2026-02-09"]),
    writer(["2026-02-10", "2026-02-11"]),
  ]);

  expect(gone).toEqual(old);
  expect(await db().span.count({ where: { projectId: id } })).toBe(stored);
  expect(await daysThere()).not.toContain("span_20260101");
});

it("makes a day again for a writer that still believes in it", async () => {
  const { id } = await findOrCreateProject(db(), "late");
  await send(id, "2026-01-20");
  await dropPartitionsBefore(poolOf(db()), "2026-01-21", signal);
  // As another server would remember it.
  await send(id, "2026-01-20");
  await poolOf(db()).query("drop table span_20260120");
  expect(await send(id, "2026-01-20", 3)).toBe(3);
  expect(await daysThere()).toContain("span_20260120");
});

it("leaves a day that somebody reads for another try, and holds up no writer meanwhile", async () => {
  const { id } = await findOrCreateProject(db(), "reader");
  await send(id, "2026-01-10", 2);
  await inTransaction(poolOf(db()), async (reader) => {
    const count = "select count(*)::int as n from span where day = '2026-01-10'";
    expect((await reader.query(count)).rows).toEqual([{ n: 2 }]);
    const order: string[] = [];
    const dropping = dropPartitionsBefore(poolOf(db()), "2026-01-11", signal).then((gone) => {
      order.push("gave up");
      return gone;
    });
    await expect.poll(daysThere).toContain("span_20260110 half gone");
    expect(await send(id, "2026-02-10", 4)).toBe(4);
    order.push("stored");
    expect(await dropping).not.toContain("2026-01-10");
    expect(order).toEqual(["stored", "gave up"]);
    expect(await daysThere()).toContain("span_20260110 half gone");
  });
  expect(await dropPartitionsBefore(poolOf(db()), "2026-01-11", signal)).toContain("2026-01-10");
  expect(await daysThere()).not.toContain("span_20260110");
  // The table is gone too, so that the day can be made again.
  forgetPartition(poolOf(db()), "2026-01-10");
  expect(await send(id, "2026-01-10")).toBe(1);
});
