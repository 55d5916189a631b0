import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process with this id exists, whoever owns it. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
  return !isZombie(pid);
}

/** A dead process whose parent has not asked for its result still answers to signals. */
function isZombie(pid: number): boolean {
  return existsSync("/proc/self/stat") && statusFields(pid)[0] === "Z";
}

/** Fields of /proc/<pid>/stat from the third (state) on; the name before them may hold spaces. */
function statusFields(pid: number): string[] {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return [];
  const text = readFileSync(path, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/**
 * Something that tells a process from a later one with the same id: when it began, as the system
 * writes it. Empty when there is no such process.
 */
export function birthOf(pid: number): string {
  if (existsSync("/proc/self/stat")) return statusFields(pid)[19] ?? "";
  return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
}

/** Command line of a process, empty when there is no such process. */
export function commandOf(pid: number): string {
  const path = `/proc/${pid}/cmdline`;
  if (existsSync(path)) return readFileSync(path, "utf8").replaceAll("\0", " ");
  if (existsSync("/proc/self/stat")) return "";
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
}

/** Waits until a process is gone; false when it still runs after `timeoutMs`. */
export async function waitForEnd(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (isRunning(pid)) {
    if (performance.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Stops a Postgres: first a fast shutdown, which rolls back what is open and writes a checkpoint,
 * then an immediate one, after which the next start recovers from the log.
 */
export async function stopPostgres(pid: number): Promise<void> {
  for (const [signal, patienceMs] of [
    ["SIGINT", 20_000],
    ["SIGQUIT", 5_000],
    ["SIGKILL", 5_000],
  ] as const) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    if (await waitForEnd(pid, patienceMs)) return;
  }
}
