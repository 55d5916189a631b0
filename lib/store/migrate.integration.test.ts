import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabaseUrl } from "@/test/postgres";
import { migrate } from "./migrate";

const url = testDatabaseUrl({ isMigrated: false });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "migrations-"));
  await write(
    "0001_pets",
    "-- Pets; all of them.\ncreate table pet (name text primary key default ';');",
  );
  await write("0002_age", "alter table pet add column age int;");
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, "migration.sql"), sql);
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

it("applies every migration once when two servers start at the same time", async () => {
  const told: string[] = [];
  const start = () => migrate(url, (name) => told.push(name), folder);
  const applied = await Promise.all([start(), start(), start()]);

  expect(applied.flat()).toEqual(["0001_pets", "0002_age"]);
  expect(told).toEqual(["0001_pets", "0002_age"]);
  expect(await query("select name, age from pet")).toEqual([]);
});

it("applies only what is new, and nothing the second time", async () => {
  await migrate(url, undefined, folder);
  await write("0003_kind", "alter table pet add column kind text;");
  expect(await migrate(url, undefined, folder)).toEqual(["0003_kind"]);
  expect(await migrate(url, undefined, folder)).toEqual([]);
});

it("leaves nothing of a migration that fails half-way", async () => {
  await write("0004_broken", "create table toy (); create table toy ();");
  await expect(migrate(url, undefined, folder)).rejects.toThrow("0004_broken");
  expect(await query("select to_regclass('toy') as toy")).toEqual([{ toy: null }]);
});

it("keeps Prisma's own record, so its tools agree", async () => {
  const rows = await query(
    "select length(checksum)::int as length from _prisma_migrations where finished_at is not null",
  );
  expect(rows).toContainEqual({ length: 64 });
});

it("refuses a database that a newer version has migrated", async () => {
  await query(
    "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', '', '9999_future', now())",
  );
  await expect(migrate(url, undefined, folder)).rejects.toThrow("newer Tidemark (9999_future)");
});
