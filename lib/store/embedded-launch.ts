import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { AppError } from "@/lib/errors";
import { underAccount } from "./embedded-account";
import { type Cluster, SUPERUSER } from "./embedded-cluster";
import { stopPostgres } from "./embedded-processes";

const DATABASE = "tidemark";
/** Recovery after a crash replays at most `max_wal_size`; this is ample. */
const START_TIMEOUT_MS = 120_000;

/** For a machine of two cores that other programs use as well. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  wal_compression: "on",
  synchronous_commit: "on",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

export type Running = {
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

export type LaunchOptions = {
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Where Postgres says what it does, after what is there already. */
  readonly logFile: string;
  /** More settings, by name. */
  readonly settings: Readonly<Record<string, string>>;
  /** Aborted when the server is not wanted after all. */
  readonly signal: AbortSignal;
};

/** Address of the product's database on a cluster that listens on a port. */
export function addressOf(cluster: Cluster, port: number, database: string = DATABASE): string {
  return `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Starts Postgres on a made cluster and waits until it takes connections.
 *
 * @throws AppError `unavailable` when it does not, with the last lines of its log
 */
export async function launch(cluster: Cluster, options: LaunchOptions): Promise<Running> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      return await launchOnce(cluster, options);
    } catch (error) {
      const mayTryAgain = performance.now() < deadline && !options.signal.aborted;
      if (!(mayTryAgain && isHeldByOldProcesses(error))) throw error;
    }
    await sleep(100);
  }
}

/** The processes of a killed server end only when they notice; until then no other may start. */
function isHeldByOldProcesses(error: unknown): boolean {
  return error instanceof AppError && /shared memory block .*still in use/.test(error.message);
}

async function launchOnce(cluster: Cluster, options: LaunchOptions): Promise<Running> {
  const child = await spawnPostgres(cluster, options);
  const guard = await watchOver(child, cluster);
  const ended = endOf(child).then(() => {
    // Its process id may belong to another program soon.
    guard.kill("SIGKILL");
  });
  const stop = async () => {
    if (child.pid !== undefined && !hasEnded(child)) await stopPostgres(child.pid);
    await ended;
  };
  try {
    await waitForAnswer(addressOf(cluster, options.port, "postgres"), child, options);
    await createDatabase(addressOf(cluster, options.port, "postgres"));
  } catch (error) {
    await stop();
    throw error;
  }
  return { ended, stop };
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/** Resolves when the program has ended, also when it had before. */
async function endOf(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, "exit");
}

async function spawnPostgres(
  { account, binaries, data }: Cluster,
  { logFile, settings, port }: LaunchOptions,
): Promise<ChildProcess> {
  const log = await open(logFile, "a", 0o600);
  const all = { ...SETTINGS, ...settings, port: `${port}` };
  const flags = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(binaries.folder, "bin", "postgres"), ["-D", data, ...flags], {
    ...underAccount(account),
    stdio: ["ignore", log.fd, log.fd],
  });
  await once(child, "spawn");
  await log.close();
  return child;
}

/**
 * A shell that waits on a pipe from this process. However this process ends, the pipe closes with
 * it, and the shell then shuts the database down.
 */
async function watchOver(postgres: ChildProcess, { account }: Cluster): Promise<ChildProcess> {
  const guard = spawn("/bin/sh", ["-c", 'read -r _; kill -INT "$1"', "sh", `${postgres.pid}`], {
    ...underAccount(account),
    stdio: ["pipe", "ignore", "ignore"],
  });
  await once(guard, "spawn");
  guard.unref();
  return guard;
}

/** A port of 127.0.0.1 that nothing listens on now. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("no TCP port to be had");
  return address.port;
}

async function waitForAnswer(
  url: string,
  child: ChildProcess,
  { logFile, signal }: LaunchOptions,
): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && !hasEnded(child) && !signal.aborted) {
    const client = new pg.Client({ connectionString: url });
    const isUp = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isUp) return;
    await sleep(25);
  }
  const lines = (await readFile(logFile, "utf8")).trim().split("\n").slice(-4).join(" | ");
  throw new AppError("unavailable", `The embedded database did not start: ${lines}`);
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
