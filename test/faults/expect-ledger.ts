import { expect } from "vitest";
import type { Load } from "./load";

const READERS = 6;
/** What a client may be told, or find, while something is broken. */
const EXPECTED = /^(?:200|429|503|ECONNREFUSED|ECONNRESET|EPIPE|socket hang up|cut off)$/;

/** Every acknowledged span is there, once, and the last is listed soon; and nobody was told anything but to come back. */
export async function expectLedger(
  { acknowledged, answers }: Pick<Load, "acknowledged" | "answers">,
  address: string,
  key: string,
): Promise<void> {
  expect(Object.keys(answers).filter((answer) => !EXPECTED.test(answer))).toEqual([]);
  const traces = [...acknowledged];
  const missing: string[] = [];
  const reader = async () => {
    for (let trace = traces.pop(); trace; trace = traces.pop()) {
      const [traceId, spanIds] = trace;
      const stored = await spanIdsOf(address, key, traceId);
      if (JSON.stringify(stored) !== JSON.stringify([...spanIds].sort())) missing.push(traceId);
    }
  };
  expect(traces.length).toBeGreaterThan(0);
  await Promise.all(Array.from({ length: READERS }, reader));
  expect(missing).toEqual([]);
  const last = [...acknowledged.keys()].at(-1) ?? "";
  await expect.poll(() => isListed(address, key, last), { timeout: 20_000 }).toBe(true);
}

async function isListed(address: string, key: string, traceId: string): Promise<boolean> {
  const answer = await fetch(`${address}/api/v1/traces?q=${traceId}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { traces = [] } = (await answer.json()) as { traces?: { traceId: string }[] };
  return traces.some((trace) => trace.traceId === traceId);
}

/** In order; an id twice when a span is there twice. */
async function spanIdsOf(address: string, key: string, traceId: string): Promise<string[]> {
  const answer = await fetch(`${address}/api/v1/traces/${traceId}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const { spans = [] } = (await answer.json()) as { spans?: { spanId: string }[] };
  return spans.map(({ spanId }) => spanId).sort();
}
