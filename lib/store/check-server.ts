import pg from "pg";
import { AppError } from "@/lib/errors";

const OLDEST = 15;

/**
 * Makes sure that a database can be used.
 *
 * @throws AppError `unavailable`, one line with host and port and never the password, when it does
 *   not answer within five seconds, refuses us, or is older than Postgres 15
 */
export async function checkServer(connectionString: string): Promise<void> {
  const place = placeOf(connectionString);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query("select current_setting('server_version_num')::int as n");
    const version = Math.floor(Number(rows[0]?.n) / 10_000);
    if (version < OLDEST) {
      throw new AppError(
        "unavailable",
        `The database at ${place} is Postgres ${version}; ${OLDEST} or newer is needed.`,
      );
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("unavailable", `Cannot use the database at ${place}: ${reasonOf(error)}.`);
  } finally {
    await client.end().catch(() => {});
  }
}

function placeOf(connectionString: string): string {
  const { hostname, port, searchParams } = new URL(connectionString);
  return searchParams.get("host") ?? `${hostname}:${port || "5432"}`;
}

/** A host with several addresses fails with several errors and no message of its own. */
function reasonOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return String(first);
  const isRefused = "code" in first && first.code === "ECONNREFUSED";
  return isRefused
    ? "connection refused"
    : first.message.split("\n")[0]?.replace(/\.$/, "") || "no answer";
}
