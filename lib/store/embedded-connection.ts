import { randomBytes } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadHolder } from "./embedded-lock";

export const LOCK_FILE = "tidemark.lock";
const ADDRESS_FILE = "database-url";
const PASSWORD_FILE = "database-password";

/** Keeps the running server's address where only this account can read it. */
export async function insertAddress(home: string, url: string): Promise<void> {
  const path = join(home, ADDRESS_FILE);
  await writeFile(`${path}.new`, url, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

export async function deleteAddress(home: string): Promise<void> {
  await rm(join(home, ADDRESS_FILE), { force: true });
}

/** Address of the embedded server a running Tidemark started on this folder; undefined when none. */
export async function findRunningAddress(home: string): Promise<string | undefined> {
  if ((await loadHolder(join(home, LOCK_FILE))) === undefined) return undefined;
  return readFile(join(home, ADDRESS_FILE), "utf8").catch(() => undefined);
}

/** The cluster's password: made once, kept readable by this account only. */
export async function loadPassword(home: string): Promise<string> {
  const path = join(home, PASSWORD_FILE);
  const kept = await readFile(path, "utf8").catch(() => "");
  if (kept !== "") return kept;
  const password = randomBytes(24).toString("hex");
  await writeFile(path, password, { mode: 0o600 });
  return password;
}
