import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import type { Span } from "@/lib/domain/span";
import { seededRandom } from "@/lib/domain/statistics/random";
import { saveChange } from "@/lib/store/changes";
import { saveEvalCases } from "@/lib/store/eval-cases";
import { saveEvalRun } from "@/lib/store/eval-runs";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { aCase } from "@/test/eval-case";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { topicText } from "@/test/topic-texts";
import { loadEvalStalenessFacts } from "./facts";
import { loadStalenessFacts } from "./facts-loaded";
import { evalStalenessParams } from "./params";

const db = testDatabase();
const now = new Date("2026-06-01T12:00:00Z");
const posting = { postedAt: new Date("2026-05-01"), postedBy: "ana" };
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const paramsOf = (search: Record<string, string> = {}) =>
  evalStalenessParams.parse(new URLSearchParams(search), now);
const contextOf = (projectId: number) => ({ db: db(), projectId, now });

async function send(projectId: number, spans: readonly Span[]): Promise<void> {
  await insertSpans(db(), projectId, spans);
  await deriveQueued(db());
  await rollUpDirty(db());
}

const said = (text: string, at: string, more: Partial<Span> = {}) =>
  aSpan({ kind: "agent", startedAt: new Date(at), input: text, ...more });

it("reads production of the window and part of it only: no evals, no other project", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  await send(projectId, [
    said("before", "2026-05-02T11:59:59.999Z"),
    said("at its start", "2026-05-02T12:00:00Z", { segments: { intent: "a", language: "en" } }),
    said("within", "2026-05-20T00:00:00Z", { feature: "chat", segments: { intent: "a" } }),
    said("an eval", "2026-05-20T00:00:00Z", { source: "eval" }),
    said("at its end", "2026-06-01T12:00:00Z"),
    aSpan({ startedAt: new Date("2026-05-20T00:00:00Z"), segments: { intent: "silent" } }),
  ]);
  await send(other, [said("of another", "2026-05-20T00:00:00Z")]);
  const facts = await loadStalenessFacts(contextOf(projectId), paramsOf());
  expect(facts.texts.map(({ text }) => text).sort()).toEqual(["at its start", "within"]);
  expect(facts.texts.find(({ text }) => text === "at its start")?.language).toBe("en");
  expect(facts.intents.map(({ intent, requests }) => [intent, requests])).toEqual([
    ["a", 2],
    ["silent", 1],
  ]);
  const chat = await loadStalenessFacts(contextOf(projectId), paramsOf({ feature: "chat" }));
  expect(chat.texts.map(({ text }) => text)).toEqual(["within"]);
  // Weeks run from Monday to Monday and go back half a year, beyond the window.
  expect(facts.weeks).toHaveLength(26);
  expect(facts.weeks.at(-1)?.window.to).toEqual(new Date("2026-06-01T00:00:00Z"));
  expect(facts.weeks.flatMap(({ texts }) => texts.map(({ text }) => text)).sort()).toEqual([
    "at its start",
    "before",
    "within",
  ]);
});

it("reads moves of layers with the tool they name, and of the prompt", async () => {
  const projectId = await aProject();
  const change = {
    at: new Date("2026-05-10"),
    rolloutEndsAt: null,
    axis: null,
    layer: null,
    from: "v1",
    to: "v2",
    title: "t",
    author: null,
    url: null,
    ruleIds: [],
  };
  await saveChange(db(), projectId, { ...change, layer: "corpus" }, posting);
  await saveChange(db(), projectId, { ...change, axis: "prompt", title: "p" }, posting);
  const tool = { from: "lookup@1", to: "lookup@2", title: "l" };
  await saveChange(db(), projectId, { ...change, layer: "tools", ...tool }, posting);
  const { moves } = await loadStalenessFacts(contextOf(projectId), paramsOf());
  expect(moves.map(({ layer, tool: name, from }) => [layer, name, from])).toEqual([
    ["corpus", null, "v1"],
    ["prompt", null, "v1"],
    ["tools", "lookup", "1"],
  ]);
});

it("sees in traces that a tool has another definition", async () => {
  const projectId = await aProject();
  const offered = (description: string, at: string) =>
    aSpan({
      kind: "llm",
      startedAt: new Date(at),
      tool: {
        name: null,
        callId: null,
        arguments: null,
        result: null,
        rawBytes: null,
        definitions: [{ name: "lookup", description, parameters: { type: "object" } }],
      },
    });
  await send(projectId, [offered("old", "2026-05-05"), offered("new", "2026-05-15")]);
  const { moves, toolHashesSeen } = await loadStalenessFacts(contextOf(projectId), paramsOf());
  expect(toolHashesSeen["lookup"]).toHaveLength(2);
  expect(moves).toMatchObject([{ layer: "tools", tool: "lookup", at: new Date("2026-05-15") }]);
  expect(moves[0]?.from).toMatch(/^[0-9a-f]{64}$/);
});

it("computes once, and again when results are posted or traffic came", async () => {
  const projectId = await aProject();
  const random = seededRandom(1);
  const texts = Array.from({ length: 120 }, (_, index) =>
    said(topicText(index % 6, random), "2026-05-20T00:00:00Z"),
  );
  await send(projectId, texts);
  const cases = Array.from({ length: 12 }, (_, index) =>
    aCase({ id: `c${index}`, input: topicText(index % 12, random), dependsOn: {} }),
  );
  await saveEvalCases(db(), projectId, "gold", cases, posting);
  const ask = () => loadEvalStalenessFacts(contextOf(projectId), paramsOf());
  const first = await ask();
  const [suite] = first.assessment.suites;
  expect(suite).toMatchObject({ cases: 12, compared: 12, rawPass: null });
  expect(suite?.staleFraction).toBeGreaterThan(0.3);
  expect(suite?.staleFraction).toBeLessThan(0.7);
  expect(await ask()).toEqual(first);
  await saveEvalRun(
    db(),
    projectId,
    {
      suite: "gold",
      run: "r1",
      subject: { model: "m", prompt: null, config: null },
      startedAt: new Date("2026-05-30"),
      results: cases.map(({ id }, index) => ({
        case: id,
        attempt: 1,
        passed: index % 4 !== 0,
        score: null,
        traceId: null,
        error: null,
      })),
    },
    posting,
  );
  const second = await ask();
  expect(second.assessment.suites[0]?.rawPass).toBeCloseTo(0.75, 9);
  expect(second.assessment.suites[0]?.staleFraction).toBe(suite?.staleFraction);
});
