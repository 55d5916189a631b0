import { randomBytes } from "node:crypto";
import { expect, vi } from "vitest";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { RunningApp } from "./running-app";
import type { RequestGroup } from "./tier-mix-facts";

const MAX_SPANS = 5_000;
const ID_BYTES = 24;

/** What JSON makes of a value: times as text. */
export type Told<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Element)[]
    ? readonly Told<Element>[]
    : Value extends object
      ? { readonly [Field in keyof Value]: Told<Value[Field]> }
      : Value;

/** A body posted with a key, as JSON; fails unless it is taken. */
export async function sendJson(
  app: RunningApp,
  key: string,
  [method, path]: readonly ["POST" | "PUT", string],
  body: unknown,
) {
  const headers = { "content-type": "application/json" };
  const response = await app.send(key, path, { method, headers, body: JSON.stringify(body) });
  const answer = await response.json();
  expect(response.ok, JSON.stringify(answer)).toBe(true);
  return answer;
}

/** Sends each request as a trace of one span that names its tier. */
export async function postRequests(
  app: RunningApp,
  key: string,
  requests: readonly RequestGroup[],
): Promise<void> {
  const spans = requests.flatMap((group) =>
    Array.from({ length: group.count }, () => spanOf(group)),
  );
  for (let sent = 0; sent < spans.length; sent += MAX_SPANS) {
    await postSpans(app, key, spans.slice(sent, sent + MAX_SPANS));
  }
}

/** Sends spans in our own JSON and sees that each is stored. */
export async function postSpans(
  app: RunningApp,
  key: string,
  spans: readonly object[],
): Promise<void> {
  const receipt = await sendJson(app, key, ["POST", "/api/v1/traces"], { spans });
  expect(receipt).toMatchObject({ stored: spans.length, rejected: [] });
}

/** The tier mix that the API tells; fails unless it does. */
export async function readTierMix(
  app: RunningApp,
  key: string,
  question: Readonly<Record<string, string>>,
): Promise<Told<TierMixReport>> {
  const search = new URLSearchParams(question);
  const response = await app.send(key, `/api/v1/analyses/tier-mix?${search}`);
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer.report;
}

/** Waits until that many traces of a window are in the tier mix. */
export async function untilRecorded(
  app: RunningApp,
  key: string,
  question: Readonly<Record<string, string>>,
  traces: number,
): Promise<void> {
  const check = async () => {
    expect((await readTierMix(app, key, question)).recorded).toBe(traces);
  };
  await vi.waitFor(check, { timeout: 90_000, interval: 1_000 });
}

function spanOf({ at, tier, weight, feature, segments, ...marks }: RequestGroup) {
  const id = randomBytes(ID_BYTES).toString("hex");
  const { intended, reason, rule } = marks;
  return {
    traceId: id.slice(0, 32),
    spanId: id.slice(32),
    name: "request",
    kind: "agent",
    startedAt: at.toISOString(),
    endedAt: at.toISOString(),
    feature,
    segments,
    tier: { served: tier, intended, reason, rule },
    attributes: weight === undefined ? undefined : { "tidemark.sample_weight": weight },
  };
}
