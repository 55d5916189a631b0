import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect, type Page } from "@playwright/test";

const project = process.env["TIDEMARK_PROJECT"] ?? "e2e";
const headers = { authorization: `Bearer ${process.env["TIDEMARK_KEY"] ?? ""}` };

export const freshTraceId = () => randomBytes(16).toString("hex");

/** A span in the API's own JSON; times are milliseconds after the trace's start. */
export type SentSpan = {
  readonly spanId: string;
  readonly parentId?: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
};

const BATCH = 5000;

/** Sends a trace that began a minute ago, and waits until it can be opened. */
export async function sendTrace(
  request: APIRequestContext,
  traceId: string,
  sent: readonly SentSpan[],
): Promise<void> {
  const zero = Date.now() - 60_000;
  const spans = sent.map(({ start, end, ...span }) => ({
    ...span,
    traceId,
    startedAt: new Date(zero + start).toISOString(),
    endedAt: new Date(zero + end).toISOString(),
  }));
  for (let from = 0; from < spans.length; from += BATCH) {
    const data = { spans: spans.slice(from, from + BATCH) };
    const answer = await request.post("/api/v1/traces", { headers, data });
    expect(await answer.json()).toMatchObject({ rejected: [] });
  }
  await expect
    .poll(async () => (await request.get(tracePath(traceId))).text(), { timeout: 60_000 })
    .toContain(`${sent.length.toLocaleString("en-US")} span`);
}

export const tracePath = (traceId: string) => `/${project}/traces/${traceId}`;
export const listPath = `/${project}/traces`;

/** Once the page answers to keys. */
export async function openTrace(page: Page, traceId: string, search = ""): Promise<void> {
  await page.goto(`${tracePath(traceId)}${search}`);
  await expect(page.getByRole("treegrid")).toBeVisible();
  await page.waitForLoadState("networkidle");
}

/** The row of one span in the tree. */
export const rowOf = (page: Page, name: string) =>
  page.getByRole("treegrid").getByRole("row").filter({ hasText: name });
