import type { Bench } from "./bench";
import { type Figure, median } from "./figure";
import type { LoadResult } from "./load";
import { insertFromOutside, loadFromOutside } from "./outside";
import { settle } from "./settle";

const CLIENTS = 8;

type Round = { readonly raw: number; readonly large: LoadResult; readonly small: LoadResult };

/** Durable ingest by eight clients, against writing the same rows and doing nothing else. */
export async function measureIngest(bench: Bench): Promise<Figure[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < (bench.options.isQuick ? 1 : 3); round += 1) {
    rounds.push(await measureRound(bench));
  }
  const middle = (value: (round: Round) => number) => median(rounds.map(value));
  return [
    {
      what: "raw insert of the same rows, one process",
      value: middle(({ raw }) => raw),
      unit: "spans/s",
    },
    {
      what: "ingest, 512 spans a request, 8 clients",
      value: middle(({ large }) => large.spansPerSecond),
      unit: "spans/s",
      target: { atLeast: 12_000 },
    },
    {
      what: "  against raw insert",
      value: middle(({ raw, large }) => large.spansPerSecond / raw),
      unit: "ratio",
      target: { atLeast: 0.5 },
    },
    { what: "  p95", value: middle(({ large }) => large.latencyMsP95), unit: "ms" },
    {
      what: "ingest, 10 spans a request, 8 clients",
      value: middle(({ small }) => small.spansPerSecond),
      unit: "spans/s",
      target: { atLeast: 6_000 },
    },
    {
      what: "  p95",
      value: middle(({ small }) => small.latencyMsP95),
      unit: "ms",
      target: { atMost: 60 },
    },
    {
      what: "  requests not answered with 200",
      value: rounds.flatMap(({ large, small }) => [large, small]).reduce(countFailures, 0),
      unit: "requests",
      target: { atMost: 0 },
    },
  ];
}

async function measureRound({ server, db, options }: Bench): Promise<Round> {
  const seconds = options.isQuick ? 2 : 5;
  const { url, key, databaseUrl } = server;
  const raw = await insertFromOutside({ databaseUrl, seconds });
  const load = { url, key, clients: CLIENTS, seconds };
  const large = await loadFromOutside({ ...load, spansARequest: 512 });
  await settle(db);
  const small = await loadFromOutside({ ...load, spansARequest: 10 });
  await settle(db);
  return { raw, large, small };
}

function countFailures(sum: number, { answers }: LoadResult): number {
  const failed = Object.entries(answers).filter(([answer]) => answer !== "200");
  return failed.reduce((total, [, count]) => total + count, sum);
}
