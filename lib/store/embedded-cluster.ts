import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, chown, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { type Account, underAccount } from "./embedded-account";
import type { Binaries } from "./embedded-binaries";
import { commandOf, isRunning, stopPostgres } from "./embedded-processes";

export type Cluster = {
  readonly account: Account;
  readonly binaries: Binaries;
  /** Postgres's data directory. */
  readonly data: string;
  readonly password: string;
};

export const SUPERUSER = "tidemark";

/**
 * Makes the data directory when it is absent, and says whether it did. Text sorts by code point
 * and is UTF-8 whatever the machine's locale.
 */
export async function initCluster({
  account,
  binaries,
  data,
  password,
}: Cluster): Promise<boolean> {
  const exists = await access(join(data, "PG_VERSION")).then(
    () => true,
    () => false,
  );
  if (exists) return false;
  const parent = dirname(data);
  // Built aside and renamed, so that a start killed half-way leaves nothing that looks whole.
  const unfinished = await mkdtemp(join(parent, "unfinished-"));
  if (account) await chown(unfinished, account.uid, account.gid);
  const passwordFile = join(parent, "initial-password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account) await chown(passwordFile, account.uid, account.gid);
  try {
    await runInitdb(binaries.folder, account, [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
      "--no-instructions",
    ]);
    await rename(unfinished, data);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
  return true;
}

async function runInitdb(binaries: string, account: Account, flags: readonly string[]) {
  const child = spawn(join(binaries, "bin", "initdb"), flags, {
    ...underAccount(account),
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  if (code !== 0) throw new Error(`initdb failed: ${said.trim()}`);
}

/**
 * Ends a Postgres that outlived the process that started it, and removes its mark when the id in it
 * now belongs to another program, which Postgres itself would take for a running server.
 */
export async function stopOrphan(data: string): Promise<boolean> {
  const mark = join(data, "postmaster.pid");
  const pid = Number((await readFile(mark, "utf8").catch(() => "")).split("\n")[0]);
  if (!(Number.isInteger(pid) && pid > 1)) return false;
  if (isRunning(pid) && commandOf(pid).includes(data)) {
    await stopPostgres(pid);
    return true;
  }
  await rm(mark, { force: true });
  return false;
}
