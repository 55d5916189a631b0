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
  readonly url: string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

/** Starts Postgres on a made cluster and waits until it takes connections. */
export async function launch(
  cluster: Cluster,
  logFile: string,
  settings: Readonly<Record<string, string>>,
): Promise<Running> {
  const port = await findFreePort();
  const child = await spawnPostgres(cluster, logFile, {
    ...SETTINGS,
    ...settings,
    port: `${port}`,
  });
  const ended = once(child, "exit").then(() => {});
  const guard = await watchOver(child, cluster);
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      await Promise.all([stopPostgres(child.pid), ended]);
    }
    guard.kill("SIGKILL");
  };
  const url = `postgres://${SUPERUSER}:${cluster.password}@127.0.0.1:${port}`;
  try {
    await waitForAnswer(`${url}/postgres`, child, logFile);
    await createDatabase(`${url}/postgres`);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `${url}/${DATABASE}`, ended, stop };
}

async function spawnPostgres(
  { account, binaries, data }: Cluster,
  logFile: string,
  settings: Readonly<Record<string, string>>,
): Promise<ChildProcess> {
  const log = await open(logFile, "w", 0o600);
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
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

/** A port nothing listens on now; taken again at once, so the chance that another gets it is small. */
async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  await new Promise((done) => probe.close(done));
  if (address === null || typeof address === "string") throw new Error("no TCP port to be had");
  return address.port;
}

async function waitForAnswer(url: string, child: ChildProcess, logFile: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const client = new pg.Client({ connectionString: url });
    const isUp = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => {});
    if (isUp) return;
    await sleep(25);
  }
  const lines = (await readFile(logFile, "utf8")).trim().split("\n").slice(-3).join(" | ");
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
