import { once } from "node:events";
import { statfs } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { Running } from "./embedded-launch";

/** Deaths in a row, each soon after a start, after which another start would change nothing. */
const MAX_DEATHS = 5;
/** A server that ran for this long had started well. */
const SETTLED_MS = 10_000;
const FIRST_PAUSE_MS = 100;
/** Postgres cannot start without room for two files of its log, of 16 MiB each. */
const ROOM_BYTES = 48 * 1024 * 1024;
const ROOM_PAUSE_MS = 1_000;

/** A server that is started again whenever it dies. */
export type KeptServer = {
  /** Resolves when it runs no more: it was stopped, or given up. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

export type KeepOptions = {
  /** Starts it; gives up starting when the signal is aborted. */
  readonly start: (signal: AbortSignal) => Promise<Running>;
  /** A folder on the disk that the server writes to. */
  readonly folder: string;
  /** Told, in one line each, what happens to it. */
  readonly log: (line: string) => void;
};

/**
 * Starts a server and keeps it running. One that dies again and again at once is given up; one that
 * dies of a full disk is started when there is room.
 *
 * @throws what `start` throws the first time
 */
export async function keepRunning(options: KeepOptions): Promise<KeptServer> {
  const stopping = new AbortController();
  const first = await options.start(stopping.signal);
  const ended = watch(first, options, stopping.signal);
  return {
    ended,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function watch(first: Running, options: KeepOptions, stop: AbortSignal): Promise<void> {
  const stopped = once(stop, "abort");
  let running: Running | undefined = first;
  for (let deaths = 0; ; ) {
    const began = performance.now();
    if (running) await Promise.race([running.ended, stopped]);
    if (stop.aborted) return running?.stop();
    const hadSettled = performance.now() - began > SETTLED_MS;
    if (running) options.log("The database ended by itself; starting it again.");
    const isMended = await waitForRoom(options, stop);
    deaths = hadSettled || isMended ? 1 : deaths + 1;
    if (deaths >= MAX_DEATHS) return;
    await pause(FIRST_PAUSE_MS * 2 ** (deaths - 1), stop);
    running = await startAgain(options, stop);
  }
}

/** Undefined when it did not start. */
async function startAgain(options: KeepOptions, stop: AbortSignal): Promise<Running | undefined> {
  if (stop.aborted) return undefined;
  try {
    const running = await options.start(stop);
    options.log("The database is back.");
    return running;
  } catch (error) {
    if (!stop.aborted) options.log(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** Waits until the disk has room for a start; whether it had to. */
async function waitForRoom({ folder, log }: KeepOptions, stop: AbortSignal): Promise<boolean> {
  let hasWaited = false;
  while (!stop.aborted && (await freeBytes(folder)) < ROOM_BYTES) {
    if (!hasWaited) log(`The disk of ${folder} is full; the database starts when there is room.`);
    hasWaited = true;
    await pause(ROOM_PAUSE_MS, stop);
  }
  return hasWaited;
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Waits, but not once it is time to stop. */
async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal: stop }).catch(() => {});
}
