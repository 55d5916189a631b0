import { expect, it } from "vitest";
import type { Span } from "@/lib/domain/span";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { loadScores, saveScores } from "@/lib/store/scores";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";

const db = testDatabase();
const at = new Date("2026-03-01T12:00:00.200Z");
const evaluation = (name: string, value: number) => ({
  name: "gen_ai.evaluation.result",
  at,
  attributes: { "gen_ai.evaluation.name": name, "gen_ai.evaluation.score.value": value },
});

async function send(projectId: number, ...spans: Span[]) {
  await insertSpans(db(), projectId, spans);
  await deriveQueued(db(), () => new Date("2026-03-02T00:00:00Z"));
}

const shown = async (projectId: number, ...traceIds: string[]) =>
  (await loadScores(db(), projectId, traceIds)).map(({ name, value, origin, spanId }) => ({
    name,
    value,
    origin,
    spanId,
  }));

it("keeps what spans say once however often their trace is derived, and adds what comes late", async () => {
  const { id: projectId } = await findOrCreateProject(db(), "said-scores");
  const root = aSpan({ name: "answer", events: [evaluation("relevance", 0.9)] });
  const { traceId } = root;
  await send(projectId, root);
  const first = await db().score.findMany({ where: { projectId } });
  await send(projectId, aSpan({ traceId, parentId: root.spanId }));
  expect(await db().score.findMany({ where: { projectId } })).toEqual(first);

  const late = aSpan({ traceId, parentId: root.spanId, events: [evaluation("safety", 1)] });
  await send(projectId, late);
  expect(await shown(projectId, traceId)).toEqual(
    expect.arrayContaining([
      { name: "relevance", value: 0.9, origin: "telemetry", spanId: root.spanId },
      { name: "safety", value: 1, origin: "telemetry", spanId: late.spanId },
    ]),
  );
  expect(await shown(projectId, traceId)).toHaveLength(2);
});

it("leaves alone what people posted, even under the id of a score that is said", async () => {
  const { id: projectId } = await findOrCreateProject(db(), "posted-scores");
  const root = aSpan({ events: [evaluation("relevance", 0.9)] });
  const { traceId } = root;
  const posted = {
    traceId,
    spanId: null,
    name: "relevance",
    value: 0.1,
    label: null,
    comment: "wrong shop",
    source: "human",
    author: "mara",
    at,
  } as const;
  const ids = [null, `${traceId}/${root.spanId}/0`];
  const scores = ids.map((id) => ({ ...posted, id }));
  await saveScores(poolOf(db()), projectId, scores, { origin: "posted", postedAt: at });
  await send(projectId, root);
  await send(projectId, aSpan({ traceId }));
  expect(await shown(projectId, traceId)).toEqual([
    { name: "relevance", value: 0.1, origin: "posted", spanId: null },
    { name: "relevance", value: 0.1, origin: "posted", spanId: null },
  ]);
});

it("gives an evaluator's result to the trace it links to, which may come later", async () => {
  const { id: projectId } = await findOrCreateProject(db(), "linked-scores");
  const answer = aSpan({ name: "answer" });
  const judge = aSpan({
    kind: "evaluator",
    attributes: {
      "evaluations.0.evaluation.name": "hallucination",
      "evaluations.0.evaluation.label": "factual\0",
    },
    links: [{ traceId: answer.traceId.toUpperCase(), spanId: answer.spanId, attributes: {} }],
  });
  await send(projectId, judge);
  await send(projectId, answer);
  expect(await loadScores(db(), projectId, [answer.traceId, judge.traceId])).toMatchObject([
    { traceId: answer.traceId, spanId: answer.spanId, label: "factual\uFFFD", source: "evaluator" },
  ]);
});
