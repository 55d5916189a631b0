import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findServerAccount } from "./embedded-account";
import { placeBinaries } from "./embedded-binaries";
import { initCluster, stopOrphan } from "./embedded-cluster";
import { deleteAddress, insertAddress, LOCK_FILE, loadPassword } from "./embedded-connection";
import { placeFolders } from "./embedded-folders";
import { addressOf, findFreePort, launch } from "./embedded-launch";
import { lockDataFolder } from "./embedded-lock";
import { keepRunning } from "./embedded-restarts";

export type EmbeddedServer = {
  /** Address of the product's database on it. */
  readonly url: string;
  /** A fast shutdown; resolves when no process is left. Calling it twice is harmless. */
  stop(): Promise<void>;
  /** Resolves when the server runs no more: it was stopped, or died so often that it was given up. */
  readonly ended: Promise<void>;
};

export type EmbeddedServerOptions = {
  /** Absolute path; made when absent. */
  readonly home: string;
  /** Told, in one line each, what the reader may want to know: a move, a recovery. */
  readonly log: (line: string) => void;
  /** More settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
};

/**
 * Starts the Postgres that comes with the npm packages, on a free port of 127.0.0.1, and starts it
 * again at the same address whenever it dies.
 *
 * @throws AppError `conflict` when a running Tidemark uses the folder, `unavailable` when the server
 *   does not start, with the last lines of its log
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const { home, log } = options;
  const account = findServerAccount();
  const folders = await placeFolders(home, account);
  const release = await lockDataFolder(join(home, LOCK_FILE));
  try {
    const data = join(folders.cluster, "data");
    if (await stopOrphan(data)) log("Stopped the database that an earlier start left running.");
    const binaries = await placeBinaries(account, folders.copies);
    const password = await loadPassword(home);
    const cluster = { account, binaries, data, password };
    const isNew = await initCluster(cluster);
    if (isNew && folders.isMoved) {
      log(`The database is kept in ${folders.cluster}: its account cannot enter ${home}.`);
    }
    const port = await findFreePort();
    const logFile = join(home, "database.log");
    await writeFile(logFile, "", { mode: 0o600 });
    const server = await keepRunning({
      folder: folders.cluster,
      log,
      start: (signal) =>
        launch(cluster, { port, logFile, settings: options.settings ?? {}, signal }),
    });
    const url = addressOf(cluster, port);
    await insertAddress(home, url);
    const stop = async () => {
      await server.stop();
      await deleteAddress(home);
      await release();
    };
    let stopped: Promise<void> | undefined;
    return {
      url,
      ended: server.ended,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}
