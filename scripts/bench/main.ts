import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { connect } from "@/lib/store/database";
import { type Load, type LoadResult, quantile, runLoad } from "./load";
import { measureRawInsert } from "./raw-insert";
import { type ServerUnderTest, startServerUnderTest } from "./server-under-test";

const ROUNDS = 3;
const SECONDS = 6;

type Figure = { readonly what: string; readonly value: number; readonly unit: string };

const run = promisify(execFile);

/** The load comes from a process of its own, so that it does not slow what it measures. */
async function loadFromOutside(load: Load): Promise<LoadResult> {
  const self = fileURLToPath(import.meta.url);
  const { stdout } = await run(process.execPath, [self, "load", JSON.stringify(load)]);
  return JSON.parse(stdout) as LoadResult;
}

async function measureIngest(
  server: ServerUnderTest,
  spansARequest: number,
): Promise<LoadResult[]> {
  const results: LoadResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const { url, key } = server;
    results.push(await loadFromOutside({ url, key, spansARequest, clients: 8, seconds: SECONDS }));
    await settle(server);
  }
  return results;
}

/** Waits until what was sent is derived, so that rounds do not weigh on each other. */
async function settle(server: ServerUnderTest): Promise<void> {
  const db = connect(server.databaseUrl);
  for (let second = 0; second < 120; second += 1) {
    if ((await db.deriveQueue.count()) + (await db.wordQueue.count()) === 0) break;
    await sleep(1_000);
  }
  await db.$disconnect();
}

function median(values: readonly number[]): number {
  return quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}

async function measure(server: ServerUnderTest): Promise<Figure[]> {
  const raw = await measureRawInsert(server.databaseUrl, SECONDS);
  await settle(server);
  const large = await measureIngest(server, 512);
  const small = await measureIngest(server, 10);
  const largeRate = median(large.map((result) => result.spansPerSecond));
  return [
    { what: "raw insert of the same rows, one process", value: raw, unit: "spans/s" },
    { what: "ingest, 512 spans a request, 8 clients", value: largeRate, unit: "spans/s" },
    { what: "  against raw insert", value: largeRate / raw, unit: "ratio" },
    { what: "  p95", value: median(large.map((result) => result.latencyMsP95)), unit: "ms" },
    {
      what: "ingest, 10 spans a request, 8 clients",
      value: median(small.map((result) => result.spansPerSecond)),
      unit: "spans/s",
    },
    { what: "  p95", value: median(small.map((result) => result.latencyMsP95)), unit: "ms" },
    { what: "server memory after all of it", value: (await server.memory()) / 1e6, unit: "MB" },
  ];
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === "load") {
    process.stdout.write(JSON.stringify(await runLoad(JSON.parse(args[1] ?? "{}") as Load)));
    return;
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`;
  process.stdout.write(`${machine}; database, server and load share it; medians of ${ROUNDS}\n\n`);
  const server = await startServerUnderTest();
  try {
    const figures = await measure(server);
    for (const { what, value, unit } of figures) {
      const shown = value >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(2);
      process.stdout.write(`${what.padEnd(46)}${shown.padStart(10)} ${unit}\n`);
    }
    await writeFile("bench-results.json", JSON.stringify({ machine, figures }, null, 2));
  } finally {
    await server.stop();
  }
}

await main(process.argv.slice(2));
