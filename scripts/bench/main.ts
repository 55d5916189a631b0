import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { connect, type Database, poolOf } from "@/lib/store/database";
import { UsageError } from "../command";
import type { Bench, Measure } from "./bench";
import { type Figure, isReached } from "./figure";
import { formatFigures } from "./format-figures";
import { measureCost } from "./measure-cost";
import { measureFreshness } from "./measure-freshness";
import { measureIdle } from "./measure-idle";
import { measureIngest } from "./measure-ingest";
import { measureLargeTrace } from "./measure-large-trace";
import { measureReads } from "./measure-reads";
import { measureStorage } from "./measure-storage";
import { measureTraceDiff } from "./measure-trace-diff";
import { type Part, parseBenchOptions } from "./options";
import { isTask, runTask } from "./outside";
import { startServerUnderTest } from "./server-under-test";
import { watchMemory } from "./watch-memory";

const MEASURES: Readonly<Record<Part, Measure>> = {
  idle: measureIdle,
  storage: measureStorage,
  ingest: measureIngest,
  freshness: measureFreshness,
  cost: measureCost,
  reads: measureReads,
  "large-trace": measureLargeTrace,
  "trace-diff": measureTraceDiff,
};

const say = (text: string) => process.stdout.write(`${text}\n`);

async function machineOf(db: Database): Promise<string> {
  const { rows } = await poolOf(db).query<{ version: string }>(
    "select current_setting('server_version') as version",
  );
  const [first, ...others] = cpus();
  const processor = `${others.length + 1} × ${first?.model.trim() ?? "unknown"}`;
  return `${processor}, Node ${process.version}, Postgres ${rows[0]?.version}`;
}

async function measureParts(bench: Bench): Promise<Figure[]> {
  const watch = watchMemory(bench.server.pid);
  const figures: Figure[] = [];
  for (const part of bench.options.parts) {
    const started = performance.now();
    const found = await MEASURES[part](bench);
    figures.push(...found);
    say(`${formatFigures(found)}\n  (${part}: ${seconds(started)} s)\n`);
    if (part === "idle" || part === "storage") watch.begin();
  }
  const memory = watch.stop();
  say(formatFigures(memory));
  return [...figures, ...memory];
}

const seconds = (started: number) => Math.round((performance.now() - started) / 1_000);

async function bench(args: readonly string[]): Promise<void> {
  const options = parseBenchOptions(args);
  const started = performance.now();
  const server = await startServerUnderTest();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => server.stop().then(() => process.exit(130)));
  }
  const db = connect(server.databaseUrl);
  try {
    const machine = await machineOf(db);
    say(`${machine}\nServer, database and load share the machine.\n`);
    const figures = await measureParts({ server, db, options });
    const judged = figures.map((figure) => ({ ...figure, reached: isReached(figure) }));
    const missed = judged.filter(({ reached }) => reached === false).length;
    say(`\n${missed === 0 ? "Every target reached" : `${missed} missed`}, ${seconds(started)} s`);
    await writeFile(
      "bench-results.json",
      JSON.stringify({ machine, options, figures: judged }, null, 2),
    );
  } finally {
    await db.$disconnect();
    await server.stop();
  }
}

const args = process.argv.slice(2);
try {
  await (isTask(args[0]) ? runTask(args) : bench(args));
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
}
