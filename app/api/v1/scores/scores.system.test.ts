import { randomBytes } from "node:crypto";
import { expect, it, vi } from "vitest";
import { readTierMix, sendJson } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const startedAt = Date.now() - 60_000;
const nanos = (ms: number) => `${startedAt + ms}000000`;

const attributes = (fields: Readonly<Record<string, string | number>>) =>
  Object.entries(fields).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { doubleValue: value } : { stringValue: value },
  }));

/** A span as OTLP/JSON has it, of one second. */
const otlpSpan = (more: object) => ({
  spanId: hex(8),
  name: "answer",
  startTimeUnixNano: nanos(0),
  endTimeUnixNano: nanos(1_000),
  attributes: attributes({ "tidemark.tier": "canned" }),
  ...more,
});

const send = (key: string, spans: readonly object[]) =>
  sendJson(app(), key, ["POST", "/v1/traces"], {
    resourceSpans: [{ resource: {}, scopeSpans: [{ scope: { name: "test" }, spans }] }],
  });

const read = async (key: string, path: string) => (await app().send(key, path)).json();

it("shows what telemetry says of a trace wherever traces are read", async () => {
  const key = await app().keyOf("said");
  const traceId = hex(16);
  const answer = otlpSpan({
    traceId,
    events: [
      {
        name: "gen_ai.evaluation.result",
        timeUnixNano: nanos(900),
        attributes: attributes({
          "gen_ai.evaluation.name": "Answer relevance",
          "gen_ai.evaluation.score.value": 0.25,
          "gen_ai.evaluation.score.label": "fail",
          "gen_ai.evaluation.explanation": "Names another order.",
        }),
      },
    ],
  });
  const judge = otlpSpan({
    traceId: hex(16),
    name: "judge",
    links: [{ traceId, spanId: answer.spanId, attributes: [] }],
    attributes: attributes({
      "openinference.span.kind": "EVALUATOR",
      "evaluations.0.evaluation.name": "safety",
      "evaluations.0.evaluation.label": "pass",
      "evaluations.0.evaluation.annotator_kind": "LLM",
    }),
  });
  await send(key, [answer, judge]);
  const said = [
    {
      name: "Answer relevance",
      value: 0.25,
      label: "fail",
      comment: "Names another order.",
      spanId: answer.spanId,
      source: "evaluator",
      origin: "telemetry",
      at: new Date(startedAt + 900).toISOString(),
    },
    { name: "safety", value: null, label: "pass", spanId: answer.spanId, origin: "telemetry" },
  ];
  await vi.waitFor(
    async () => {
      expect((await read(key, `/api/v1/traces/${traceId}`)).scores).toMatchObject(said);
    },
    { timeout: 15_000, interval: 100 },
  );
  expect((await read(key, `/api/v1/scores?traceId=${traceId}`)).scores).toHaveLength(2);

  const list = (search: string) => read(key, `/api/v1/traces?${search}`);
  const found = await list("score.Answer relevance=<0.5&include=scores");
  expect(found.traces).toMatchObject([{ traceId, scores: said }]);
  expect((await list("score.safety=bad")).traces).toEqual([]);
  expect((await list("verdict=good")).traces).toMatchObject([{ traceId }]);
  expect((await list("")).traces[0]).not.toHaveProperty("scores");
});

it("counts posted verdicts towards the tier that served", async () => {
  const key = await app().keyOf("judged");
  const traceIds = [hex(16), hex(16), hex(16)];
  await send(
    key,
    traceIds.map((traceId) => otlpSpan({ traceId })),
  );
  const at = new Date(startedAt).toISOString();
  const scores = traceIds.map((traceId, index) => ({
    traceId,
    name: "resolved",
    value: index === 0 ? 0 : 1,
    source: "user",
    at,
  }));
  await sendJson(app(), key, ["POST", "/api/v1/scores"], { scores });
  await vi.waitFor(
    async () => {
      const { quality } = await readTierMix(app(), key, {});
      expect(quality).toMatchObject([
        { tier: "canned", scored: 3, good: 2, difference: null, againstPrimary: null },
      ]);
    },
    { timeout: 20_000, interval: 200 },
  );
});
