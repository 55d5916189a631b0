import { expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { poolOf } from "./database";
import { distributeTables, requireCitus, type TablePlacement } from "./distribute";
import { DISTRIBUTED_TABLES, REFERENCE_TABLES } from "./distribute-layout";
import { findOrCreateProject } from "./projects";
import { dropPartitionsBefore } from "./retention-partitions";
import { insertSpans } from "./span-writer";

const db = testDatabase();
const query = (statement: string) => poolOf(db()).query(statement);

/*
 * Citus' functions as far as they are called, on one node: they note what was asked for, and refuse
 * what Citus refuses. The real ones need a server that is built for it.
 */
const STAND_IN = `
  create table pg_dist_partition (logicalrelid regclass, partmethod "char", repmodel "char");
  create table asked (call text);
  create function create_reference_table(asked_for regclass) returns void language plpgsql as $$
  begin
    if exists (
      select from pg_constraint where contype = 'f' and asked_for in (conrelid, confrelid)
    ) then
      raise 'cannot complete operation on a table with identity column';
    end if;
    insert into pg_dist_partition values (asked_for, 'n', 't');
  end $$;
  create function create_distributed_table(asked_for regclass, by text, colocate_with text)
  returns void language plpgsql as $$
  begin
    insert into pg_dist_partition values (asked_for, 'h', 's');
    insert into asked values (format('%s by %s with %s', asked_for, by, colocate_with));
  end $$;
  create function truncate_local_data_after_distributing_table(asked_for regclass)
  returns void language plpgsql as $$
  begin
    insert into asked values (format('truncate %s', asked_for));
  end $$;`;

const foreignKeys = async () => {
  const { rows } = await query(
    `select conrelid::regclass::text as table, conname, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' order by 1, 2`,
  );
  return rows;
};

it("says what is missing where there is no Citus", async () => {
  await expect(requireCitus(db())).rejects.toThrow("This Postgres has no Citus. Install it");
});

it("puts every table where it belongs, and foreign keys back as they were", async () => {
  await query(STAND_IN);
  const before = await foreignKeys();
  expect(before.length).toBeGreaterThan(5);
  const placements: TablePlacement[] = [];
  await distributeTables(db(), (placement) => placements.push(placement));
  expect(placements.map(({ table }) => table)).toEqual([
    ...REFERENCE_TABLES,
    ...DISTRIBUTED_TABLES.map(({ name }) => name),
  ]);
  expect(placements.every(({ isNew }) => isNew)).toBe(true);
  expect(await foreignKeys()).toEqual(before);
  const { rows } = await query("select call from asked");
  expect(rows.map((row) => row.call).slice(0, 4)).toEqual([
    "span by trace_id with none",
    "truncate span",
    "trace by trace_id with span",
    "truncate trace",
  ]);
  expect(rows.map((row) => row.call)).toContain("content by hash with none");
});

it("leaves what is there already", async () => {
  const { rows: before } = await query("select count(*) from asked");
  const placements: TablePlacement[] = [];
  await distributeTables(db(), (placement) => placements.push(placement));
  expect(placements.some(({ isNew }) => isNew)).toBe(false);
  expect((await query("select count(*) from asked")).rows).toEqual(before);
});

it("drops a day at once where partitions cannot be detached without locks, or not at all", async () => {
  const { id } = await findOrCreateProject(db(), "spread");
  await insertSpans(
    db(),
    id,
    [aSpan({ startedAt: new Date("2026-01-01T00:00:00Z") })],
    new Date("2026-01-02T00:00:00Z"),
  );
  const client = await poolOf(db()).connect();
  const drop = () => dropPartitionsBefore(poolOf(db()), "2026-01-02", new AbortController().signal);
  try {
    await client.query("begin; select count(*) from span");
    expect(await drop()).toEqual([]);
    await client.query("commit");
  } finally {
    client.release();
  }
  expect(await drop()).toEqual(["2026-01-01"]);
  expect(await db().span.count({ where: { projectId: id } })).toBe(0);
});
