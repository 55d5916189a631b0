import { type Database, poolOf } from "@/lib/store/database";
import type { Bench } from "./bench";
import type { Figure } from "./figure";
import { loadFromOutside } from "./outside";
import { findProcessorTimes, type ProcessorTimes } from "./processes";
import { settle } from "./settle";

const CLIENTS = 8;
const MICROS = 1e6;

/**
 * Processor time and log a span costs, until everything that follows from it is done. Other work on
 * the machine disturbs this far less than it does spans a second.
 */
export async function measureCost(bench: Bench): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const spansARequest of [512, 10]) {
    // Compilers and caches warm up first.
    await load(bench, spansARequest, 2);
    const before = await look(bench);
    const spans = await load(bench, spansARequest, bench.options.isQuick ? 2 : 6);
    const after = await look(bench);
    const figure = (what: string, pick: (looked: Looked) => number, unit: string) => ({
      what,
      value: (pick(after) - pick(before)) / spans,
      unit,
    });
    const micros = (what: string, pick: (times: ProcessorTimes) => number) =>
      figure(what, ({ times }) => MICROS * pick(times), "µs");
    figures.push(
      micros(
        `processor time a span, ${spansARequest} a request`,
        ({ main, otherThreads, children }) => main + otherThreads + children,
      ),
      micros("  the server's main thread", ({ main }) => main),
      micros("  its other threads", ({ otherThreads }) => otherThreads),
      micros("  the database", ({ children }) => children),
      figure("  write-ahead log", ({ walBytes }) => walBytes, "bytes"),
    );
  }
  return figures;
}

/** Sends for some seconds and waits until all of it is worked off; how many spans that were. */
async function load({ server, db }: Bench, spansARequest: number, seconds: number) {
  const { url, key } = server;
  const sent = await loadFromOutside({ url, key, spansARequest, clients: CLIENTS, seconds });
  await settle(db);
  return (sent.answers["200"] ?? 0) * spansARequest;
}

type Looked = { readonly times: ProcessorTimes; readonly walBytes: number };

async function look({ server, db }: Bench): Promise<Looked> {
  const [times, walBytes] = await Promise.all([findProcessorTimes(server.pid), walOf(db)]);
  return { times, walBytes };
}

async function walOf(db: Database): Promise<number> {
  const { rows } = await poolOf(db).query<{ bytes: number }>(
    "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes",
  );
  return rows[0]?.bytes ?? Number.NaN;
}
