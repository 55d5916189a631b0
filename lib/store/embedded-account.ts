import { spawnSync } from "node:child_process";

/** The operating-system account Postgres runs as; null is the account of this process. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/**
 * Postgres refuses to run as root, so a root process needs another account for it: that of an
 * installed Postgres, one made for us, or at worst `nobody`.
 *
 * @throws Error when this is root and the machine has none of them
 */
export function findServerAccount(): Account {
  if (process.getuid?.() !== 0) return null;
  const known = accountNamed("postgres") ?? accountNamed("tidemark");
  if (known !== undefined) return known;
  spawnSync("useradd", [
    "--system",
    "--no-create-home",
    "--shell",
    "/usr/sbin/nologin",
    "tidemark",
  ]);
  const made = accountNamed("tidemark") ?? accountNamed("nobody");
  if (made !== undefined) return made;
  throw new Error("Postgres cannot run as root and this machine has no other account for it.");
}

function accountNamed(name: string): { uid: number; gid: number } | undefined {
  const [uid, gid] = ["-u", "-g"].map((flag) => {
    const { status, stdout } = spawnSync("id", [flag, name], { encoding: "utf8" });
    return status === 0 ? Number(stdout) : Number.NaN;
  });
  return uid && gid ? { uid, gid } : undefined;
}

/** Whether the account can enter a folder that exists; asked of the system, not worked out. */
export function canEnter(account: Account, folder: string): boolean {
  const probe = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/" });
  return probe.status === 0;
}

/** How every program of the embedded server is started: apart from our terminal, folder and locale. */
export function underAccount(account: Account) {
  const env = { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC", NODE_ENV: "production" } as const;
  // In a process group of its own: Ctrl-C must reach us first, or open requests would fail.
  return { ...account, env, cwd: "/", detached: true } as const;
}
