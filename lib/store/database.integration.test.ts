import { afterEach, expect, inject, it, vi } from "vitest";
import { testDatabaseUrl } from "@/test/postgres";
import { onServer } from "@/test/template";
import { connect, poolOf } from "./database";

const url = testDatabaseUrl();

afterEach(() => vi.restoreAllMocks());

it("lives on when the server ends its connections, and tells no secret", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const db = connect(url);
  await poolOf(db).query("select 1");
  const name = new URL(url).pathname.slice(1);
  await onServer(
    inject("postgresUrl"),
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
  await expect.poll(() => log.mock.calls.length).toBeGreaterThan(0);
  expect(JSON.stringify(log.mock.calls)).not.toContain(new URL(url).password);
  expect((await poolOf(db).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await db.$disconnect();
});

it("lives on when a connection breaks while somebody holds it", async () => {
  const db = connect(url);
  const held = await poolOf(db).connect();
  const over = new Promise((done) => held.once("end", () => done(true)));
  await held.query("select pg_terminate_backend(pg_backend_pid())").catch(() => {});
  await over;
  held.release();
  expect((await poolOf(db).query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  await db.$disconnect();
});
