import { randomBytes } from "node:crypto";
import type { Bench } from "./bench";
import { type Figure, median } from "./figure";
import { largeTraceSpans } from "./history-spans";
import { sendSpans } from "./send-spans";
import { settle } from "./settle";

const SPANS = 50_000;
const ROUNDS = 5;
/** Ninety megabytes take seconds, and nobody waits for them often. */
const JSON_ROUNDS = 2;

type Times = { readonly firstMs: number; readonly wholeMs: number; readonly bytes: number };

/** How long a reader waits for a trace of 50 000 spans: the page, and the whole of it as JSON. */
export async function measureLargeTrace({ server, db }: Bench): Promise<Figure[]> {
  const traceId = randomBytes(16);
  const startedAt = new Date(Date.now() - SPANS - 60_000);
  await sendSpans(server, largeTraceSpans(traceId, SPANS, startedAt));
  await settle(db);
  const id = traceId.toString("hex");
  const asBrowser = { cookie: server.cookie };
  const asProgram = { authorization: `Bearer ${server.key}` };
  const page = await measureRounds(`${server.url}/bench/traces/${id}`, asBrowser, ROUNDS);
  const api = await measureRounds(`${server.url}/api/v1/traces/${id}`, asProgram, JSON_ROUNDS);
  return [
    ...figuresOf("page of a trace of 50 000 spans", page, true),
    ...figuresOf("the same as JSON, every span whole", api, false),
  ];
}

function figuresOf(what: string, rounds: readonly Times[], isJudged: boolean): Figure[] {
  const target = isJudged ? { target: { atMost: 1 } } : {};
  const middle = (value: (times: Times) => number) => median(rounds.map(value));
  return [
    {
      what: `${what}, first byte`,
      value: middle(({ firstMs }) => firstMs) / 1e3,
      unit: "s",
      ...target,
    },
    { what: "  last byte", value: middle(({ wholeMs }) => wholeMs) / 1e3, unit: "s", ...target },
    { what: "  size", value: middle(({ bytes }) => bytes) / 1e6, unit: "MB" },
  ];
}

async function measureRounds(
  url: string,
  headers: Record<string, string>,
  count: number,
): Promise<Times[]> {
  const rounds: Times[] = [];
  for (let round = 0; round < count; round += 1) rounds.push(await measureOnce(url, headers));
  return rounds;
}

async function measureOnce(url: string, headers: Record<string, string>): Promise<Times> {
  const started = performance.now();
  const answer = await fetch(url, { headers, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${url} was answered ${answer.status}`);
  let firstMs = 0;
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    if (bytes === 0) firstMs = performance.now() - started;
    bytes += part.length;
  }
  return { firstMs, wholeMs: performance.now() - started, bytes };
}
