import { Agent } from "node:http";
import { type Database, poolOf } from "@/lib/store/database";
import type { Bench } from "./bench";
import { exportBody } from "./export-body";
import type { Figure } from "./figure";
import { fullHistoryTraces, loadRuns } from "./full-history-spans";
import { postExport } from "./post-export";
import { sendSpans } from "./send-spans";
import { settle } from "./settle";

const QUICK_RUNS = 40;
const WARM_UP_SPANS = 100;

/**
 * What agents that send their whole history with every call take on disk: growth of the database,
 * indexes and the search included, by bytes received.
 */
export async function measureStorage({ server, db, options }: Bench): Promise<Figure[]> {
  const { what, runs } = await loadRuns();
  const sending = options.isQuick ? runs.slice(0, QUICK_RUNS) : runs;
  const now = new Date();
  // Every table and index takes its first pages with its first row; what is asked is what more costs.
  const agent = new Agent();
  await postExport(server, agent, exportBody(WARM_UP_SPANS, now));
  agent.destroy();
  await settle(db);
  const before = await databaseBytes(db);
  const sent = await sendSpans(server, fullHistoryTraces(sending, now));
  await settle(db);
  const stored = (await databaseBytes(db)) - before;
  return [
    {
      what: `stored by received bytes, ${what}`,
      value: stored / sent.bytes,
      unit: "ratio",
      target: { atMost: 0.25 },
    },
    { what: "  received, as protobuf", value: sent.bytes / 1e6, unit: "MB" },
    { what: "  the same gzipped, on the wire", value: sent.wireBytes / 1e6, unit: "MB" },
    { what: "  stored", value: stored / 1e6, unit: "MB" },
  ];
}

async function databaseBytes(db: Database): Promise<number> {
  const pool = poolOf(db);
  await pool.query("vacuum");
  await pool.query("checkpoint");
  const { rows } = await pool.query<{ bytes: number }>(
    "select pg_database_size(current_database())::float8 as bytes",
  );
  return rows[0]?.bytes ?? Number.NaN;
}
