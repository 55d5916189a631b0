import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/client";
import { TurnSocket } from "./turn-socket";

export type Database = PrismaClient;

/** What a query runs on: the client itself, or the transaction one was given. */
export type Transaction = Omit<
  Database,
  "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction"
>;

// Next.js keeps several copies of this module in one process, which share the app's client.
const globals = globalThis as { tidemarkPools?: WeakMap<Database, pg.Pool> };
globals.tidemarkPools ??= new WeakMap();
const pools = globals.tidemarkPools;

/** Opens a client on one database. The caller disconnects it. */
export function connect(connectionString: string): Database {
  const pool = new pg.Pool({
    connectionString,
    max: 12,
    connectionTimeoutMillis: 5_000,
    // Statements that do not wait for each other's answers go out together.
    pipeline: true,
    stream: () => new TurnSocket(),
  });
  // An idle connection that breaks is replaced by the pool; unheard, it would end the process. The
  // error carries the connection's settings with the password, so only its message is told.
  pool.on("error", (error) => console.error(`A database connection broke: ${error.message}`));
  // One that breaks while somebody holds it fails the statement at hand, which tells them.
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: true }) });
  pools.set(db, pool);
  return db;
}

/**
 * The connections under a client, for the write path: it sends whole columns in Postgres' binary
 * form, which Prisma cannot.
 */
export function poolOf(db: Database): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error("This client was not opened by connect()");
  return pool;
}
