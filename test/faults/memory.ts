import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Whether this system tells how much memory a process has. */
export const tellsMemory = existsSync("/proc/self/clear_refs");

const MIB = 1024 * 1024;

/** What a process has in memory now, in MiB. */
export function memoryMib(pid: number | undefined): number {
  return field(pid, "VmRSS");
}

/** Begins to watch a process; the returned function gives how far it grew since at most, in MiB. */
export function watchMemory(pid: number | undefined): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = memoryMib(pid);
  return () => field(pid, "VmHWM") - before;
}

function field(pid: number | undefined, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
  return (kib * 1024) / MIB;
}
