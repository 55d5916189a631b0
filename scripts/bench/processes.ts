import { readdir, readFile } from "node:fs/promises";

const BYTES_PER_KB = 1_024;
/** Linux counts processor time in hundredths of a second, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;

/** What some processes together have taken. */
export type ProcessUse = {
  /** Processor time since each began, in seconds. */
  readonly cpuSeconds: number;
  /** Memory in bytes, what several share counted once. */
  readonly memory: number;
  readonly processes: number;
};

/** A process and everything it started, directly or not; null where there is no /proc to look in. */
export async function findProcessUse(root: number): Promise<ProcessUse | null> {
  const pids = await familyOf(root);
  if (pids.length === 0) return null;
  const stats = await Promise.all(pids.map(statOf));
  const memory = await Promise.all(pids.map(sharedOutMemory));
  return {
    cpuSeconds: sum(stats.map((stat) => stat?.cpuSeconds ?? 0)),
    memory: sum(memory),
    processes: pids.length,
  };
}

/** Processor time in seconds, since each began. */
export type ProcessorTimes = {
  readonly main: number;
  readonly otherThreads: number;
  /** Processes that it started, directly or not. */
  readonly children: number;
};

/** Where the processor time of a process and its children went; NaN where there is no /proc. */
export async function findProcessorTimes(root: number): Promise<ProcessorTimes> {
  const secondsOf = async (path: string) => (await statOf(path))?.cpuSeconds ?? Number.NaN;
  const [main, all] = await Promise.all([secondsOf(`${root}/task/${root}`), secondsOf(`${root}`)]);
  const others = (await familyOf(root)).filter((pid) => pid !== root);
  const children = await Promise.all(others.map((pid) => secondsOf(`${pid}`)));
  return { main, otherThreads: all - main, children: sum(children) };
}

/** Memory of one process in bytes; null where there is no /proc. */
export async function findResidentMemory(pid: number): Promise<number | null> {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(await read(pid, "status"))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * BYTES_PER_KB;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

async function familyOf(root: number): Promise<number[]> {
  const names = await readdir("/proc").catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const pid of pids) {
    const stat = await statOf(pid);
    if (stat) parents.set(pid, stat.parent);
  }
  const isInside = (pid: number): boolean => {
    const parent = parents.get(pid);
    return pid === root || (parent !== undefined && parent > 1 && isInside(parent));
  };
  return [...parents.keys()].filter(isInside);
}

async function statOf(pid: number | string) {
  const stat = await read(pid, "stat");
  // The program's name may hold spaces and brackets; what follows its last bracket does not.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields.length < 13) return undefined;
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { parent: Number(fields[1]), cpuSeconds: ticks / TICKS_PER_SECOND };
}

/** Each page that n processes share counts as an n-th of a page in each of them. */
async function sharedOutMemory(pid: number): Promise<number> {
  const kilobytes = /^Pss:\s+(\d+)/m.exec(await read(pid, "smaps_rollup"))?.[1];
  return Number(kilobytes ?? 0) * BYTES_PER_KB;
}

/** Empty when the process has ended meanwhile. */
function read(pid: number | string, file: string): Promise<string> {
  return readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "");
}
