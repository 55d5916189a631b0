import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Process id of the Postgres whose cluster is below a data folder; undefined when none is up. */
export function postmasterOf(home: string): number | undefined {
  try {
    const mark = readFileSync(join(home, "cluster", "data", "postmaster.pid"), "utf8");
    return Number(mark.split("\n")[0]) || undefined;
  } catch {
    return undefined;
  }
}

/** A process of it that serves a client, where the system tells which those are. */
export function backendOf(postmaster: number): number | undefined {
  const listed = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  const backend = listed
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .find(
      ([, parent, ...args]) => Number(parent) === postmaster && /127\.0\.0\.1\(/.test(`${args}`),
    );
  return backend && Number(backend[0]);
}
