import { randomBytes, randomUUID } from "node:crypto";
import { type APIRequestContext, expect } from "@playwright/test";

export const project = process.env["TIDEMARK_PROJECT"] ?? "e2e";

const hex = (bytes: number) => randomBytes(bytes).toString("hex");

/** A word no other test or earlier run has used. */
export const freshWord = (prefix: string) => `${prefix}-${randomUUID().slice(0, 13)}`;

/** A trace of one span, a minute old and a second long; further fields of the API's JSON win. */
export function aTrace(fields: Readonly<Record<string, unknown>> = {}) {
  const startedAt = new Date(Date.now() - 60_000);
  return {
    traceId: hex(16),
    spanId: hex(8),
    name: "answer",
    startedAt: startedAt.toISOString(),
    endedAt: new Date(startedAt.getTime() + 1_000).toISOString(),
    ...fields,
  };
}

/** Sends traces and waits until the list has them all. */
export async function sendTraces(
  request: APIRequestContext,
  spans: readonly ReturnType<typeof aTrace>[],
  key: string = process.env["TIDEMARK_KEY"] ?? "",
): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const sent = await request.post("/api/v1/traces", { headers, data: { spans } });
  expect(await sent.json()).toMatchObject({ received: spans.length, rejected: [] });
  for (const { traceId } of [spans[0], spans.at(-1)].filter((span) => span !== undefined)) {
    await expect
      .poll(async () => {
        const path = `/api/v1/traces?q=id:${traceId}`;
        return (await request.get(path, { headers })).text();
      })
      .toContain(traceId);
  }
}
