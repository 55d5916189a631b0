import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const hex = (bytes: number) => randomBytes(bytes).toString("hex");

const aSpan = (overrides: object = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: "step",
  startedAt: "2026-03-01T12:00:00.123456789Z",
  endedAt: "2026-03-01T13:00:01.123456789+01:00",
  ...overrides,
});

const post = (key: string, body: unknown) =>
  app().send(key, "/api/v1/traces", {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });

it("gives back every field it takes", async () => {
  const key = await app().keyOf("fields");
  const span = aSpan({
    kind: "llm",
    status: { code: "error", message: "boom" },
    model: { requested: "gpt-4o", served: "gpt-4o-mini", fingerprint: "fp_1" },
    provider: "openai",
    sampling: { temperature: 0.2, seed: 7 },
    finishReason: "stop",
    usage: {
      inputTokens: 10,
      cachedInputTokens: 4,
      cacheWriteInputTokens: 0,
      outputTokens: 3,
      reasoningTokens: 1,
    },
    costUsd: 0.01,
    input: { question: "why?", nested: [1, null, "\u0000"] },
    output: "because",
    tool: {
      name: "t",
      callId: "c",
      arguments: { a: 1 },
      result: "r",
      definitions: null,
      rawBytes: 9,
    },
    retrieval: {
      query: "q",
      index: "v41",
      documents: [{ id: "d1", score: 0.5, content: "text", metadata: null }],
    },
    decision: { point: "route", branch: "a", options: ["a", "b"], runnerUp: "b", margin: 0.1 },
    sessionId: "s",
    userId: "u",
    agent: "support",
    prompt: { name: "p", version: "7" },
    environment: "production",
    release: "v12",
    source: "production",
    feature: "chat",
    tenant: "acme",
    segments: { plan: "free" },
    tier: { served: "secondary", intended: "primary", reason: "timeout", rule: "r1" },
    envelope: { router: "v3" },
    eval: { suite: "gold", run: "r", case: "c", attempt: 2 },
    outcome: "ok",
    tags: ["a", "b"],
    attributes: { "custom.key": [1, { deep: true }] },
  });
  const answer = await post(key, { spans: [span] });
  expect(await answer.json()).toEqual({ received: 1, stored: 1, duplicate: 0, rejected: [] });
  const [stored] = await app().spansOf(key, span.traceId);
  const { startedAt, endedAt, ...rest } = span;
  expect(stored).toMatchObject({ ...rest, parentId: null, durationMs: 1_000 });
  expect(stored?.startUnixNano).toBe("1772366400123456789");
});

it("needs no more than ids, a name and two times", async () => {
  const key = await app().keyOf("least");
  const span = aSpan();
  expect(await (await post(key, { spans: [span] })).json()).toMatchObject({
    stored: 1,
    rejected: [],
  });
  expect(await app().spansOf(key, span.traceId)).toMatchObject([
    {
      kind: "chain",
      model: null,
      usage: null,
      costUsd: null,
      input: null,
      sessionId: null,
      tags: [],
    },
  ]);
});

it("keeps the good spans and names what is wrong with each of the others", async () => {
  const key = await app().keyOf("items");
  const good = aSpan();
  const answer = await post(key, {
    spans: [
      aSpan({ traceId: undefined }),
      good,
      aSpan({ startedAt: "yesterday" }),
      aSpan({ colour: 1 }),
      5,
      good,
    ],
  });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    received: 6,
    stored: 1,
    duplicate: 1,
    rejected: [
      { index: 0, error: expect.stringContaining("traceId") },
      { index: 2, error: expect.stringContaining("startedAt") },
      { index: 3, error: expect.stringContaining("colour") },
      { index: 4, error: expect.any(String) },
    ],
  });
});

it.each([
  ["no spans", {}, "spans"],
  ["more than 5 000 spans", { spans: Array.from({ length: 5_001 }, () => 0) }, "spans"],
  ["a field it does not know", { spans: [], span: [] }, ""],
])("refuses a body with %s", async (_, body, field) => {
  const answer = await post(await app().keyOf("bodies"), body);
  expect(answer.status).toBe(400);
  const { error } = await answer.json();
  expect(error).toMatchObject({ code: "invalid_input", message: expect.any(String) });
  expect(Object.keys(error.details)).toContain(field);
});

it("pages the list by cursor, giving every trace once, newest first", async () => {
  const key = await app().keyOf("pages");
  const spans = Array.from({ length: 25 }, (_, index) =>
    aSpan({ startedAt: new Date(Date.UTC(2026, 2, 1, 0, index % 5)).toISOString() }),
  );
  await post(key, { spans });
  await expect.poll(() => app().db.deriveQueue.count(), { timeout: 5_000 }).toBe(0);
  const seen: { traceId: string; startedAt: string }[] = [];
  let cursor = "";
  do {
    const query = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await (await app().send(key, `/api/v1/traces?limit=10${query}`)).json();
    seen.push(...page.traces);
    cursor = page.nextCursor ?? "";
  } while (cursor !== "");
  expect(seen.map((trace) => trace.traceId).sort()).toEqual(
    spans.map((span) => span.traceId).sort(),
  );
  const starts = seen.map((trace) => trace.startedAt);
  expect(starts).toEqual([...starts].sort().reverse());
});

it("filters the list by window and fields, and names a parameter that does not fit", async () => {
  const key = await app().keyOf("filters");
  const early = aSpan({ startedAt: "2026-03-01T00:00:00Z", status: { code: "error" } });
  const late = aSpan({ startedAt: "2026-03-02T00:00:00Z", endedAt: "2026-03-02T00:00:01Z" });
  await post(key, { spans: [early, late] });
  await expect.poll(() => app().db.deriveQueue.count(), { timeout: 5_000 }).toBe(0);
  const list = async (query: string) => {
    const { traces } = await (await app().send(key, `/api/v1/traces?${query}`)).json();
    return traces.map((trace: { traceId: string }) => trace.traceId);
  };
  expect(await list("status=error")).toEqual([early.traceId]);
  expect(await list("q=status:ok")).toEqual([late.traceId]);
  expect(await list("from=2026-03-02T00:00:00Z")).toEqual([late.traceId]);
  expect(await list("to=2026-03-02T00:00:00Z")).toEqual([early.traceId]);
  for (const query of ["limit=0", "from=soon", "colour=red", "cursor=x", "q=status:"]) {
    expect((await app().send(key, `/api/v1/traces?${query}`)).status, query).toBe(400);
  }
});

it("takes what the OpenAI Agents SDK posts of its own", async () => {
  const key = await app().keyOf("agents");
  const traceId = `trace_${hex(16)}`;
  const span = (id: string, parent: string | null, data: object) => ({
    object: "trace.span",
    id,
    trace_id: traceId,
    parent_id: parent,
    started_at: "2026-03-01T12:00:00.000000+00:00",
    ended_at: "2026-03-01T12:00:01.500000+00:00",
    span_data: data,
    error: null,
  });
  const [agent, tool] = [`span_${hex(12)}`, `span_${hex(12)}`];
  const answer = await app().send(key, "/v1/traces/ingest", {
    method: "POST",
    body: JSON.stringify({
      data: [
        {
          object: "trace",
          id: traceId,
          workflow_name: "Support",
          group_id: "chat-7",
          metadata: null,
        },
        span(tool, agent, {
          type: "function",
          name: "get_order",
          input: '{"id":"A-1"}',
          output: "shipped",
        }),
        span(agent, null, { type: "agent", name: "Triage", tools: ["get_order"] }),
        { object: "unheard of" },
      ],
    }),
  });
  expect(await answer.json()).toMatchObject({ stored: 2, rejected: [{ index: 3 }] });
  const stored = await app().spansOf(key, traceId);
  expect(stored.find((one) => one.spanId === tool)).toMatchObject({
    kind: "tool",
    parentId: agent,
    sessionId: "chat-7",
    tool: { name: "get_order", arguments: { id: "A-1" }, result: "shipped" },
    durationMs: 1_500,
  });
  expect(stored.find((one) => one.spanId === agent)?.kind).toBe("agent");
});

it("answers a trace of another project as one that does not exist", async () => {
  const span = aSpan();
  await post(await app().keyOf("mine"), { spans: [span] });
  const answer = await app().send(await app().keyOf("theirs"), `/api/v1/traces/${span.traceId}`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
});
