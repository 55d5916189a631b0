import { randomBytes } from "node:crypto";
import type { Bench } from "./bench";
import { type Figure, median } from "./figure";
import type { ServerUnderTest } from "./server-under-test";
import { settle } from "./settle";

const SMALL = 1_000;
const LARGE = 10_000;
const ROUNDS = 5;
/** Rounds that are not timed: they meet code that is not compiled yet. */
const WARM_UPS = 8;
const SPANS_A_REQUEST = 2_000;

/** How long the server takes to load and compare two stored traces, from request to answer. */
export async function measureTraceDiff({ server, db }: Bench): Promise<Figure[]> {
  const small = await measureSize({ server, db }, SMALL);
  const large = await measureSize({ server, db }, LARGE);
  return [
    {
      what: "diff of two traces of 1 000 spans",
      value: small,
      unit: "ms",
      target: { atMost: 300 },
    },
    {
      what: "diff of two traces of 10 000 spans",
      value: large,
      unit: "ms",
      target: { atMost: 3_000 },
    },
    { what: "  growth for ten times the spans", value: large / small, unit: "ratio" },
  ];
}

async function measureSize({ server, db }: Pick<Bench, "server" | "db">, size: number) {
  const a = await sendRun(server, size, "a");
  const b = await sendRun(server, size, "b");
  await settle(db);
  const times: number[] = [];
  const rounds = ROUNDS + (size === SMALL ? WARM_UPS : 0);
  for (let round = 0; round < rounds; round += 1) times.push(await timeDiff(server, a, b));
  return median(times.slice(-ROUNDS));
}

async function timeDiff({ url, key }: ServerUnderTest, a: string, b: string): Promise<number> {
  const started = performance.now();
  const search = new URLSearchParams({ a, b });
  const answer = await fetch(`${url}/api/v1/analyses/trace-diff?${search}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const text = await answer.text();
  const tookMs = performance.now() - started;
  if (!text.includes('"role":"fork"')) throw new Error("The planted fork was not found");
  return tookMs;
}

/** A run that forks after a third of its steps; returns its trace id. */
async function sendRun(server: ServerUnderTest, size: number, side: string): Promise<string> {
  const traceId = randomBytes(16).toString("hex");
  const spans = spansOf(traceId, size, side);
  for (let from = 0; from < spans.length; from += SPANS_A_REQUEST) {
    const answer = await fetch(`${server.url}/api/v1/traces`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
      body: JSON.stringify({ spans: spans.slice(from, from + SPANS_A_REQUEST) }),
    });
    if (!answer.ok) throw new Error(`ingest answered ${answer.status}`);
  }
  return traceId;
}

const FILLER = "Where a sentence stands for what tools and models say. ".repeat(4);

function spansOf(traceId: string, size: number, side: string) {
  const zero = Date.now() - 3_600_000;
  const hex = () => randomBytes(8).toString("hex");
  const time = (at: number) => new Date(zero + at * 20).toISOString();
  const root = { traceId, spanId: hex(), kind: "agent", name: "agent", input: "bench" };
  let turn = root;
  const spans: object[] = [{ ...root, startedAt: time(0), endedAt: time(size + 1) }];
  for (let at = 1; at < size; at += 1) {
    const times = { startedAt: time(at), endedAt: time(at + 0.5) };
    const said = at > size / 3 ? side : "same";
    if (at % 20 === 1) {
      turn = { traceId, spanId: hex(), kind: "chain", name: `turn ${at}`, input: "" };
      spans.push({ ...turn, parentId: root.spanId, startedAt: time(at), endedAt: time(at + 19) });
      continue;
    }
    const result = { at, said, text: FILLER };
    const tool = { name: `tool ${at % 7}`, arguments: { at }, result };
    const name = tool.name;
    spans.push({
      traceId,
      spanId: hex(),
      parentId: turn.spanId,
      kind: "tool",
      name,
      tool,
      ...times,
    });
  }
  return spans;
}
