import { randomBytes } from "node:crypto";
import type { ExportSpan } from "./encode-export";
import { type Random, randomFrom } from "./seeded-random";

const SPANS_A_TRACE = 2;
const SPANS_A_REQUEST = 1_000;
const MS_PER_DAY = 86_400_000;
const DAYS = 30;
/** Neither end of the window cuts anything off while the bench runs. */
const MARGIN_MS = 600_000;

const FEATURES = ["chat", "chat", "search", "summary", "code"];
const TIERS = ["primary", "primary", "primary", "primary", "small", "small", "cached", "canned"];
const MODELS = ["gpt-4o", "gpt-4o-mini", "claude-sonnet-4", "gemini-2.5-flash"];
const REASONS = ["timeout", "rate_limit", "budget"];
const TENANTS = 40;
const USERS = 5_000;
/** One trace in so many fails. */
const FAILURES = 8;

/** Spans in traces of two, evenly over the 30 days before `now` and in order of time, as they come. */
export function* historySpans(
  spans: number,
  now: Date,
  seed: number,
): Generator<readonly ExportSpan[]> {
  const random = randomFrom(seed);
  const traces = Math.floor(spans / SPANS_A_TRACE);
  const from = now.getTime() - DAYS * MS_PER_DAY + MARGIN_MS;
  const apartMs = (DAYS * MS_PER_DAY - 2 * MARGIN_MS) / traces;
  let request: ExportSpan[] = [];
  for (let index = 0; index < traces; index += 1) {
    request.push(...historyTrace(random, new Date(from + index * apartMs)));
    if (request.length < SPANS_A_REQUEST) continue;
    yield request;
    request = [];
  }
  if (request.length > 0) yield request;
}

function historyTrace(random: Random, startedAt: Date): ExportSpan[] {
  const traceId = randomBytes(16);
  const rootId = randomBytes(8);
  const hasError = random.below(FAILURES) === 0;
  const durationMs = 300 + random.below(4_000);
  const root = { traceId, spanId: rootId, name: "handle request", startedAt, durationMs, hasError };
  const call = { traceId, spanId: randomBytes(8), parentId: rootId, startedAt, durationMs };
  const model = random.pick(MODELS);
  return [
    { ...root, attributes: rootAttributes(random) },
    { ...call, name: `chat ${model}`, attributes: callAttributes(random, model) },
  ];
}

function rootAttributes(random: Random): Record<string, string> {
  const tier = random.pick(TIERS);
  const left = tier === "primary" ? {} : { "tidemark.tier.reason": random.pick(REASONS) };
  return {
    "gen_ai.operation.name": "invoke_agent",
    "tidemark.feature": random.pick(FEATURES),
    "tidemark.tier": tier,
    "tidemark.tier.intended": "primary",
    "tidemark.tenant": `tenant-${random.below(TENANTS)}`,
    "tidemark.segment.plan": random.pick(["free", "team", "enterprise"]),
    "deployment.environment.name": "production",
    "user.id": `user-${random.below(USERS)}`,
    ...left,
  };
}

function callAttributes(random: Random, model: string): Record<string, string | number> {
  const said = (role: string, content: string) =>
    JSON.stringify([{ role, parts: [{ type: "text", content }] }]);
  const inputTokens = 200 + random.below(4_000);
  return {
    "gen_ai.operation.name": "chat",
    "gen_ai.request.model": model,
    "gen_ai.response.model": model,
    "gen_ai.usage.input_tokens": inputTokens,
    "gen_ai.usage.output_tokens": 20 + random.below(600),
    "gen_ai.usage.cost": (inputTokens * 25) / 1e7 + random.below(1_000) / 1e6,
    "gen_ai.input.messages": said("user", `Where is order ${random.word()}?`),
    "gen_ai.output.messages": said("assistant", `Order ${random.word()} is on its way.`),
  };
}

/** One trace of model calls below an agent, in requests of 1 000 spans. */
export function* largeTraceSpans(
  traceId: Uint8Array,
  spans: number,
  startedAt: Date,
): Generator<readonly ExportSpan[]> {
  const random = randomFrom(spans);
  const rootId = randomBytes(8);
  const root = { traceId, spanId: rootId, name: "handle request", startedAt, durationMs: spans };
  let request: ExportSpan[] = [{ ...root, attributes: rootAttributes(random) }];
  for (let index = 1; index < spans; index += 1) {
    const at = new Date(startedAt.getTime() + index);
    const call = { traceId, spanId: randomBytes(8), parentId: rootId, startedAt: at };
    const attributes = callAttributes(random, "gpt-4o");
    request.push({ ...call, durationMs: 1 + random.below(20), name: "chat gpt-4o", attributes });
    if (request.length === SPANS_A_REQUEST) {
      yield request;
      request = [];
    }
  }
  if (request.length > 0) yield request;
}
