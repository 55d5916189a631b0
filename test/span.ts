import { randomBytes } from "node:crypto";
import type { Span } from "@/lib/domain/span";

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const nanosOf = (date: Date) => `${date.getTime()}000000`;

/** A valid chain span of 250 ms with fresh ids; a test states only the fields it is about. */
export function aSpan(overrides: Partial<Span> = {}): Span {
  const startedAt = overrides.startedAt ?? new Date("2026-03-01T12:00:00Z");
  const endedAt = overrides.endedAt ?? new Date(startedAt.getTime() + 250);
  return {
    traceId: hex(16),
    spanId: hex(8),
    parentId: null,
    name: "step",
    startedAt,
    endedAt,
    startUnixNano: nanosOf(startedAt),
    endUnixNano: nanosOf(endedAt),
    clockSuspect: false,
    attributes: {},
    resource: {},
    scope: { name: null, version: null },
    events: [],
    links: [],
    dialects: [],
    droppedCount: 0,
    otel: null,
    kind: "chain",
    status: { code: "ok", message: null },
    model: null,
    provider: null,
    sampling: null,
    finishReason: null,
    usage: null,
    costUsd: null,
    timeToFirstTokenMs: null,
    input: null,
    output: null,
    tool: null,
    retrieval: null,
    decision: null,
    sessionId: null,
    userId: null,
    agent: null,
    prompt: null,
    environment: null,
    release: null,
    source: null,
    feature: null,
    tenant: null,
    segments: {},
    tier: null,
    envelope: {},
    eval: null,
    outcome: null,
    rerunOf: null,
    actor: null,
    tags: [],
    ...overrides,
  };
}
