import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench";
import type { Figure } from "./figure";
import { loadFromOutside } from "./outside";
import { settle } from "./settle";

const CLIENTS = 8;
const POLL_MS = 50;
const PAUSE_MS = 300;
const LIMIT_MS = 60_000;
/** Whole buckets of time come from rollups; a probe of the last minutes would be counted as it is. */
const AGE_MS = 20 * 60_000;

type Freshness = { readonly listMs: number; readonly analysisMs: number };

/** How long after its acknowledgement a trace is seen, while as much arrives as can be taken. */
export async function measureFreshness(bench: Bench): Promise<Figure[]> {
  const seconds = bench.options.isQuick ? 3 : 12;
  const figures: Figure[] = [];
  for (const spansARequest of [512, 10]) {
    const { url, key } = bench.server;
    const load = loadFromOutside({ url, key, spansARequest, clients: CLIENTS, seconds });
    figures.push(...figuresOf(await probeUntil(bench, load), spansARequest));
    const behind = await settle(bench.db);
    figures.push({ what: "  until all of that load was worked off", value: behind, unit: "s" });
  }
  return figures;
}

function figuresOf(probes: readonly Freshness[], spansARequest: number): Figure[] {
  const worst = (value: (probe: Freshness) => number) => Math.max(...probes.map(value)) / 1_000;
  return [
    {
      what: `in the list, ${spansARequest} spans a request, worst of ${probes.length}`,
      value: worst(({ listMs }) => listMs),
      unit: "s",
      target: { atMost: 2 },
    },
    {
      what: "  in the tier mix, worst",
      value: worst(({ analysisMs }) => analysisMs),
      unit: "s",
      target: { atMost: 10 },
    },
  ];
}

/** Probes one after the other until the load has ended. */
async function probeUntil(bench: Bench, load: Promise<unknown>): Promise<Freshness[]> {
  let isOver = false;
  const ended = load.then(() => {
    isOver = true;
  });
  const probes: Freshness[] = [];
  while (!isOver) {
    probes.push(await probe(bench));
    await sleep(PAUSE_MS);
  }
  await ended;
  return probes;
}

async function probe(bench: Bench): Promise<Freshness> {
  const traceId = randomBytes(16).toString("hex");
  const feature = `probe-${traceId.slice(0, 8)}`;
  const startedAt = new Date(Date.now() - AGE_MS).toISOString();
  const span = { traceId, spanId: traceId.slice(0, 16), name: "probe", feature };
  const spans = [{ ...span, startedAt, endedAt: startedAt, tier: { served: "primary" } }];
  await ask(bench, "/api/v1/traces", JSON.stringify({ spans }));
  const acknowledged = performance.now();
  const since = () => performance.now() - acknowledged;
  const listed = async () => {
    const { traces } = await ask<{ traces: unknown[] }>(bench, `/api/v1/traces?id=${traceId}`);
    return traces.length > 0;
  };
  const counted = async () => {
    const path = `/api/v1/analyses/tier-mix?feature=${feature}`;
    return (await ask<{ report: { requests: number } }>(bench, path)).report.requests > 0;
  };
  const wait = async (isThere: () => Promise<boolean>) => {
    while (!(await isThere()) && since() < LIMIT_MS) await sleep(POLL_MS);
    return since();
  };
  const [listMs, analysisMs] = await Promise.all([wait(listed), wait(counted)]);
  return { listMs, analysisMs };
}

async function ask<Answer>({ server }: Bench, path: string, body?: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${server.key}`, "content-type": "application/json" };
  const order = body === undefined ? { headers } : { method: "POST", headers, body };
  const answer = await fetch(`${server.url}${path}`, order);
  if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
  // What our own server answers here is fixed by docs/http-api.md.
  return (await answer.json()) as Answer;
}
