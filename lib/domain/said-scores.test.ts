import fc from "fast-check";
import { expect, it } from "vitest";
import { aSpan } from "@/test/span";
import { saidScores } from "./said-scores";
import type { JsonObject } from "./span";

const at = new Date("2026-03-01T12:00:00.100Z");
const ids = { traceId: "a".repeat(32), spanId: "b".repeat(16) };
const target = { traceId: "c".repeat(32), spanId: "d".repeat(16) };
const link = { ...target, attributes: {} };

const result = (attributes: JsonObject) => ({ name: "gen_ai.evaluation.result", at, attributes });
const relevance = {
  "gen_ai.evaluation.name": "Relevance",
  "gen_ai.evaluation.score.value": 4,
  "gen_ai.evaluation.score.label": "pass",
  "gen_ai.evaluation.explanation": "It answers the question.",
};
const said = {
  name: "Relevance",
  value: 4,
  label: "pass",
  comment: "It answers the question.",
  source: "evaluator",
};

it("reads an evaluation event of the span that it judges, at its own time", () => {
  const span = aSpan({ ...ids, kind: "llm", events: [result(relevance)] });
  expect(saidScores(span)).toEqual([{ ...ids, ...said, at }]);
});

it("takes a span that stands for such an event to speak of its parent", () => {
  const sent = { ...ids, name: "gen_ai.evaluation.result", parentId: "e".repeat(16) };
  const [score] = saidScores(aSpan({ ...sent, attributes: relevance }));
  expect(score).toMatchObject({ ...said, traceId: ids.traceId, spanId: "e".repeat(16) });
});

it("reads annotations of the span that carries them, with who judged", () => {
  const attributes = {
    "annotations.0.annotation.name": "helpful",
    "annotations.0.annotation.score": 1,
    "annotations.0.annotation.annotator_kind": "HUMAN",
    "annotations.1.annotation.name": "tone",
    "annotations.1.annotation.label": "friendly",
    "annotations.1.annotation.annotator_kind": "LLM",
  };
  expect(saidScores(aSpan({ ...ids, attributes, links: [link] }))).toMatchObject([
    { ...ids, name: "helpful", value: 1, label: null, source: "human" },
    { ...ids, name: "tone", value: null, label: "friendly", source: "evaluator" },
  ]);
});

const hallucination = {
  "evaluations.0.evaluation.name": "hallucination",
  "evaluations.0.evaluation.label": "factual",
};

it("gives an evaluator's result to the span it links to, in whichever trace", () => {
  const span = aSpan({ ...ids, kind: "evaluator", attributes: hallucination, links: [link] });
  expect(saidScores(span)).toMatchObject([{ ...target, name: "hallucination", label: "factual" }]);
});

it.each([
  ["without a link", []],
  ["with several links", [link, link]],
])("gives an evaluator's result %s to its whole trace, not to its parent", (_, links) => {
  const from = { ...ids, parentId: "e".repeat(16), kind: "evaluator", links } as const;
  const [score] = saidScores(aSpan({ ...from, attributes: hallucination }));
  expect(score).toMatchObject({ traceId: ids.traceId, spanId: null });
});

it("reads what is said of the whole trace", () => {
  const attributes = {
    "trace.annotations.0.annotation.name": "solved",
    "trace.annotations.0.annotation.score": true,
  };
  expect(saidScores(aSpan({ ...ids, attributes }))).toMatchObject([
    { traceId: ids.traceId, spanId: null, name: "solved", value: 1 },
  ]);
});

it("reads what an evaluator gives out where it follows no convention for results", () => {
  const output = { score: 0.25, reason: "Half of it is missing." };
  expect(saidScores(aSpan({ ...ids, kind: "evaluator", name: "completeness", output }))).toEqual([
    {
      traceId: ids.traceId,
      spanId: null,
      name: "completeness",
      value: 0.25,
      label: null,
      comment: "Half of it is missing.",
      source: "evaluator",
      at: new Date("2026-03-01T12:00:00.250Z"),
    },
  ]);
  expect(saidScores(aSpan({ kind: "tool", output }))).toEqual([]);
});

it.each([
  ["no name", { "gen_ai.evaluation.score.value": 1 }],
  ["only an explanation", { "gen_ai.evaluation.name": "x", "gen_ai.evaluation.explanation": "y" }],
  ["a failed evaluation", { "gen_ai.evaluation.name": "x", "error.type": "timeout" }],
  ["no number", { "gen_ai.evaluation.name": "x", "gen_ai.evaluation.score.value": "n/a" }],
])("keeps no score of %s", (_, attributes) => {
  expect(saidScores(aSpan({ events: [result(attributes)] }))).toEqual([]);
});

it("always gives scores that can be kept, whatever is sent", () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null));
  const attributes = fc.record({
    "evaluations.0.evaluation.name": value,
    "evaluations.0.evaluation.score": value,
    "evaluations.0.evaluation.label": value,
    "gen_ai.evaluation.name": value,
    "gen_ai.evaluation.score.value": value,
  });
  fc.assert(
    fc.property(attributes, fc.jsonValue(), (sent, output) => {
      const span = aSpan({ kind: "evaluator", attributes: sent, output: output as never });
      for (const score of saidScores(span)) {
        expect(score.name).not.toBe("");
        expect(score.value ?? score.label).not.toBeNull();
        expect(Number.isNaN(score.value)).toBe(false);
      }
    }),
  );
});
