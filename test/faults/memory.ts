import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { StartedServer } from "../started-server";

/** Whether this system tells how much memory a process has. */
export const tellsMemory = existsSync("/proc/self/clear_refs");

const MIB = 1024 * 1024;

/** Begins to watch a process; the returned function gives how far it grew since at most, in MiB. */
export function watchMemory(pid: number | undefined): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
  const before = field(pid, "VmRSS");
  return () => field(pid, "VmHWM") - before;
}

function field(pid: number | undefined, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kib = Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? Number.NaN);
  return (kib * 1024) / MIB;
}

const TELL_KEPT = `
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  process.on("SIGUSR2", () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    console.log("kept " + (heapUsed + arrayBuffers) + ".");
  });`;

/** With these variables a server can be asked for what it keeps. */
export const TELLING_KEPT = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_KEPT)}`,
};

/** What a server has in memory when everything that it no longer needs is collected, in MiB. */
export async function keptMib({ process, said }: StartedServer): Promise<number> {
  const told = () => [...said().matchAll(/kept (\d+)\./g)];
  const before = told().length;
  process.kill("SIGUSR2");
  await expect.poll(() => told().length, { timeout: 10_000 }).toBeGreaterThan(before);
  return Number(told().at(-1)?.[1]) / MIB;
}
