import pg from "pg";

/** A migrated, empty database that test files copy. Made once per run by `test/setup-template.ts`. */
export const TEMPLATE = "tidemark_test_template";

/** Runs one statement on a server, outside any test database. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** Address of one database on a server. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.toString();
}
