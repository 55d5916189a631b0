import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect, it, vi } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import type { Span } from "@/lib/domain/span";
import { seededRandom } from "@/lib/domain/statistics/random";
import { saveChange } from "@/lib/store/changes";
import { attachEmbeddings } from "@/lib/store/embeddings";
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

it("has all texts embedded where an endpoint is set, each once, and never mixes makers", async () => {
  const asked: { key: string | undefined; texts: string[] }[] = [];
  let isUp = true;
  const server = createServer(async (request, response) => {
    const { input } = (await json(request)) as { input: string[] };
    asked.push({ key: request.headers.authorization, texts: input });
    if (!isUp) return response.writeHead(500).end();
    const data = input.map((text, index) => ({ index, embedding: [text.length, 1, 0.5] }));
    return response.end(JSON.stringify({ data: data.toReversed() }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/v1`;
  attachEmbeddings(db(), { url, key: "secret", model: "small" });
  const logged = vi.spyOn(console, "error").mockImplementation(() => {});
  try {
    const projectId = await aProject();
    const load = () => loadStalenessFacts(contextOf(projectId), paramsOf());
    await send(projectId, [said("where is it", "2026-05-20"), said("where", "2026-05-21")]);
    await saveEvalCases(db(), projectId, "gold", [aCase({ input: "who" })], posting);
    const { vectors } = await load();
    expect(vectors?.maker).toBe(`small at 127.0.0.1:${port}`);
    expect(Object.fromEntries(vectors?.byText ?? [])).toEqual({
      "where is it": [11, 1, 0.5],
      where: [5, 1, 0.5],
      who: [3, 1, 0.5],
    });
    expect(asked.map(({ key, texts }) => [key, texts.length])).toEqual([["Bearer secret", 3]]);
    expect((await load()).vectors?.byText.size).toBe(3);
    expect(asked).toHaveLength(1);
    isUp = false;
    await send(projectId, [said("when", "2026-05-22")]);
    expect((await load()).vectors).toBeNull();
    expect(logged).toHaveBeenCalled();
  } finally {
    attachEmbeddings(db(), null);
    logged.mockRestore();
    server.close();
  }
});
