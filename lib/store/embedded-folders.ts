import { randomUUID } from "node:crypto";
import { chmod, chown, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@/lib/errors";
import { type Account, canEnter } from "./embedded-account";

/** Where root puts what the server's account could not reach where it was wanted. */
const REACHABLE = "/var/lib/tidemark";

/** Folders of one embedded server. */
export type Folders = {
  /** What the reader named: lock, password, address, log. */
  readonly home: string;
  /** Parent of the cluster, owned by the server's account. */
  readonly cluster: string;
  /** Where copies of the binaries go when they must be copied. */
  readonly copies: string;
  /** True when the cluster had to be put elsewhere than below `home`. */
  readonly isMoved: boolean;
};

/**
 * Makes the folders of an embedded server; its account can reach `cluster` and `copies`.
 *
 * @throws AppError `unavailable` when this process may not make `home`
 */
export async function placeFolders(home: string, account: Account): Promise<Folders> {
  await mkdir(home, { recursive: true, mode: 0o755 }).catch(refuse);
  const near = join(home, "cluster");
  if (account === null) {
    await mkdir(near, { recursive: true, mode: 0o700 });
    return { home, cluster: near, copies: home, isMoved: false };
  }
  const isMoved = !canEnter(account, home);
  const cluster = isMoved ? join(REACHABLE, await loadPlace(home)) : near;
  await mkdir(cluster, { recursive: true });
  if (isMoved) await chmod(REACHABLE, 0o755);
  await chown(cluster, account.uid, account.gid);
  await chmod(cluster, 0o700);
  return { home, cluster, copies: REACHABLE, isMoved };
}

/** A name kept in `home`, so that a new checkout at an old path does not find the old data. */
async function loadPlace(home: string): Promise<string> {
  const path = join(home, "cluster-place");
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== "") return kept;
  const place = randomUUID();
  await writeFile(path, place);
  return place;
}

function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new AppError(
    "unavailable",
    `Cannot make the data folder (${reason}); set TIDEMARK_DATA_DIR to another, or DATABASE_URL to a Postgres.`,
  );
}
