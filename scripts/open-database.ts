import { join, resolve } from "node:path";
import { AppError } from "@/lib/errors";
import { type Config, parseConfig } from "@/lib/parse-config";
import { checkServer } from "@/lib/store/check-server";
import { connect, type Database } from "@/lib/store/database";
import { findRunningAddress } from "@/lib/store/embedded-connection";
import { startEmbeddedServer } from "@/lib/store/embedded-server";
import { migrate } from "@/lib/store/migrate";
import { root } from "./root";
import { tell } from "./terminal";

/** A migrated database that stays up until `close`. */
export type OpenDatabase = {
  readonly url: string;
  close(): Promise<void>;
  /** Resolves when an embedded server is stopped or given up; never for a server of someone else's. */
  readonly ended: Promise<void>;
};

/** Opens the database that the settings name, starting the embedded server when they name none. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const opened = config.databaseUrl ? await openGiven(config.databaseUrl) : await openOwn(config);
  try {
    await migrate(opened.url, (name) => tell(`Migrated: ${name}`)).catch(rethrowShort);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openGiven(url: string): Promise<OpenDatabase> {
  await checkServer(url);
  return { url, close: async () => {}, ended: new Promise(() => {}) };
}

async function openOwn(config: Config): Promise<OpenDatabase> {
  const server = await startEmbeddedServer({ home: dataFolder(config), log: tell });
  return { url: server.url, close: server.stop, ended: server.ended };
}

const dataFolder = (config: Config) => resolve(root, config.dataDir);

/** Where the embedded server says what it does. */
export const databaseLog = (config: Config) => join(dataFolder(config), "database.log");

/** The engine's message goes on with the places in its own source. */
function rethrowShort(error: unknown): never {
  if (error instanceof AppError || !(error instanceof Error)) throw error;
  const [first, second] = error.message.split("\n");
  throw new AppError(
    "unavailable",
    `Could not migrate the database: ${first} ${second ?? ""}`.trim(),
  );
}

/**
 * Lends a command the database: the one the settings name, that of the Tidemark running on this
 * checkout, or, when none runs, the embedded one started for as long as the command takes.
 */
export async function withDatabase<Result>(
  work: (db: Database, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = parseConfig(process.env);
  const running = config.databaseUrl ? undefined : await findRunningAddress(dataFolder(config));
  const opened = running ? undefined : await openDatabase(config);
  const db = connect(running ?? opened?.url ?? "");
  try {
    return await work(db, config);
  } finally {
    await db.$disconnect();
    await opened?.close();
  }
}
