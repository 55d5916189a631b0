import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, type Database } from "@/lib/store/database";
import { onServer, TEMPLATE, urlOf } from "./template";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of the server the integration tests run on. */
    postgresUrl: string;
  }
}

/**
 * Gives a test file a database of its own, so files run in parallel and clean up nothing.
 * Call at the top of a file, before any hook that uses it. Returns its address.
 */
export function testDatabaseUrl({ isMigrated = true } = {}): string {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const server = inject("postgresUrl");
  beforeAll(() =>
    onServer(server, `create database ${name}${isMigrated ? ` template ${TEMPLATE}` : ""}`),
  );
  afterAll(() => onServer(server, `drop database ${name} with (force)`));
  return urlOf(server, name);
}

/** Like `testDatabaseUrl`, connected; the returned getter works inside hooks and tests. */
export function testDatabase(): () => Database {
  const url = testDatabaseUrl();
  let db: Database;
  beforeAll(() => {
    db = connect(url);
  });
  afterAll(() => db.$disconnect());
  return () => db;
}
