import { beforeAll, expect, it } from "vitest";
import { testDatabase } from "@/test/postgres";
import { poolOf } from "./database";
import { DISTRIBUTED_TABLES, LOCAL_TABLES, REFERENCE_TABLES } from "./distribute-layout";
import { PROJECT_TABLES, TRACE_QUEUES, TRACE_TABLES } from "./retention-tables";

const db = testDatabase();
const column = async (statement: string, values: unknown[] = []): Promise<string[]> => {
  const { rows } = await poolOf(db()).query<{ name: string }>(statement, values);
  return rows.map((row) => row.name);
};
beforeAll(() => db().$connect());

const distributed = DISTRIBUTED_TABLES.map((table) => table.name);

it("gives every table exactly one place", async () => {
  const tables = await column(`
    select relname as name from pg_class
    where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`);
  expect([...distributed, ...REFERENCE_TABLES, ...LOCAL_TABLES].sort()).toEqual(tables.sort());
});

it("has what decides the node in every unique key of a spread table", async () => {
  for (const table of DISTRIBUTED_TABLES) {
    const keys = await column(
      `select indexrelid::regclass::text as name from pg_index
      where indrelid = $1::regclass and indisunique and not exists (
        select from pg_attribute
        where attrelid = indrelid and attname = $2 and attnum = any(indkey))`,
      [table.name, table.column],
    );
    expect(keys).toEqual([]);
  }
});

it("has foreign keys only between tables that are on every node", async () => {
  const crossing = await column(
    `select conname as name from pg_constraint
    where contype = 'f' and not (conrelid::regclass::text = any($1) and confrelid::regclass::text = any($1))`,
    [REFERENCE_TABLES],
  );
  expect(crossing).toEqual([]);
});

it("numbers no row and triggers nothing in a spread table", async () => {
  const numbered = await column(
    `select attrelid::regclass || '.' || attname as name from pg_attribute
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = any($1::regclass[]) and attnum > 0
      and (attidentity <> '' or pg_get_expr(adbin, adrelid) like 'nextval%')`,
    [distributed],
  );
  expect(numbered).toEqual([]);
  const triggers = await column(
    "select tgname as name from pg_trigger where tgrelid = any($1::regclass[]) and not tgisinternal",
    [distributed],
  );
  expect(triggers).toEqual([]);
});

it("clears every table of a project that goes, by a foreign key or by name", async () => {
  const uncleared = await column(`
    select attrelid::regclass::text as name from pg_attribute join pg_class on oid = attrelid
    where attname = 'project_id' and relkind in ('r', 'p') and not relispartition
      and relnamespace = 'public'::regnamespace and not exists (
        select from pg_constraint
        where conrelid = attrelid and confrelid = any('{project, routing_rule}'::regclass[])
          and confdeltype = 'c')`);
  const cleared = ["span", "gone_project", ...TRACE_TABLES, ...TRACE_QUEUES, ...PROJECT_TABLES];
  expect(uncleared.sort()).toEqual(cleared.sort());
});
