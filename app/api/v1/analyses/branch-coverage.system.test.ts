import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { BranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import { postSpans, sendJson, type Told } from "@/test/post-requests";
import { runningApp } from "@/test/running-app";

const app = runningApp();
const DATA = join(process.cwd(), "../shared/data");
const MAX_SPANS = 5_000;
const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const at = (msAgo: number) => new Date(Date.now() - msAgo).toISOString();
const MS_PER_HOUR = 3_600_000;

type Answer = Told<BranchCoverageReport>;

async function readReport(key: string, question: Record<string, string> = {}): Promise<Answer> {
  const search = new URLSearchParams(question);
  const response = await app().send(key, `/api/v1/analyses/branch-coverage?${search}`);
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer.report;
}

/** The report once it counts so many requests and eval traces. */
async function reportOf(
  key: string,
  { requests, evals }: { readonly requests: number; readonly evals: number },
  question: Record<string, string> = {},
): Promise<Answer> {
  let report: Answer | undefined;
  const check = async () => {
    report = await readReport(key, question);
    expect([report.requests, report.evalTraces]).toEqual([requests, evals]);
  };
  await vi.waitFor(check, { timeout: 90_000, interval: 1_000 });
  if (!report) throw new Error("no report");
  return report;
}

const decided = (branch: string, more: object = {}) => ({
  traceId: hex(16),
  spanId: hex(8),
  name: "plan",
  kind: "decision",
  startedAt: at(MS_PER_HOUR),
  endedAt: at(MS_PER_HOUR),
  decision: { point: "path", branch },
  ...more,
});

async function post(key: string, spans: readonly object[]): Promise<void> {
  for (let sent = 0; sent < spans.length; sent += MAX_SPANS) {
    await postSpans(app(), key, spans.slice(sent, sent + MAX_SPANS));
  }
}

it("gives the worked example of 10 012 requests from posted traces", async () => {
  const key = await app().keyOf("worked");
  const counts = [
    5200, 2100, 900, 700, 410, 300, 150, 90, 60, 40, 25, 12, 8, 5, 3, 2, 2, 1, 1, 1, 1, 1,
  ];
  const production = counts.flatMap((count, path) =>
    Array.from({ length: count }, () => decided(`p${path}`)),
  );
  const evals = [0, 1, 2, 3, 5].flatMap((path) =>
    Array.from({ length: 3 }, () => decided(`p${path}`, { source: "eval" })),
  );
  await post(key, [...production, ...evals]);
  const report = await reportOf(key, { requests: 10_012, evals: 15 });
  expect(report.unseen.goodTuring).toBeCloseTo(0.000499401, 9);
  expect(report.unseen.chao1).toBeCloseTo(28.24938, 5);
  expect(report.unseen.low).toBeCloseTo(22.97325, 5);
  expect(report.unseen.high).toBeCloseTo(62.128, 3);
  expect(report.uncoveredTraffic.share).toBeCloseTo(0.0811027, 7);
  expect(report.paths.coverage).toBeCloseTo(0.2272727, 7);
  expect(report.paths.trafficWeighted).toBeCloseTo(0.9188973, 7);
});

it("covers a fifth of a prompt of ten conditionals, and blocks what a new version left untested", async () => {
  const key = await app().keyOf("prompt");
  const sentences = Array.from(
    { length: 10 },
    (_, n) => `If the topic is number ${n}, answer ${n}.`,
  );
  const path = "/api/v1/prompts/support/versions";
  const posted = await sendJson(app(), key, ["PUT", `${path}/v1`], { text: sentences.join("\n") });
  expect(posted).toMatchObject({ changed: true, removed: [] });
  expect(posted.branches).toHaveLength(10);
  const branches = posted.branches.map(
    ({ id, point, branch, label, condition, prompt, promptVersion }: Record<string, string>) => ({
      id,
      point,
      branch,
      label,
      condition,
      prompt,
      promptVersion,
      severity: 3,
    }),
  );
  const kept = await sendJson(app(), key, ["PUT", "/api/v1/branches"], { branches });
  expect(kept).toMatchObject({ changed: true, inserted: 10 });
  expect(await sendJson(app(), key, ["PUT", "/api/v1/branches"], { branches })).toMatchObject({
    changed: false,
    unchanged: 10,
  });
  const took = (n: number, source: string, version = "v1") =>
    decided(branches[n].branch, {
      decision: { point: "support", branch: branches[n].branch },
      prompt: { name: "support", version },
      source,
    });
  const times = (count: number, make: () => object) => Array.from({ length: count }, make);
  await post(key, [
    ...[50, 32, 6, 5, 4, 2, 1].flatMap((count, n) => times(count, () => took(n, "production"))),
    ...[0, 1].flatMap((n) => times(3, () => took(n, "eval"))),
  ]);
  const report = await reportOf(key, { requests: 100, evals: 6 });
  expect(report).toMatchObject({ registered: 10, covered: 2, coverage: 0.2, untested: 5 });
  expect(report.uncoveredTraffic.share).toBeCloseTo(0.18, 12);
  expect(report.branches.filter(({ status }) => status === "unreached")).toHaveLength(3);

  const text = sentences.join("\n").replace("number 0, answer 0", "number 0, answer in brief");
  const next = await sendJson(app(), key, ["PUT", `${path}/v2`], { text });
  expect(next.branches[0]).toMatchObject({ id: branches[0].id, match: { status: "edited" } });
  const gate = async (prompt: string) =>
    (await app().send(key, `/api/v1/gates/branch-coverage?prompt=${prompt}`)).json();
  expect(await gate("support@v2")).toMatchObject({
    verdict: "inconclusive",
    reasons: [{ code: "no_evals" }],
  });
  await post(
    key,
    times(3, () => took(1, "eval", "v2")),
  );
  await vi.waitFor(
    async () =>
      expect(await gate("support@v2")).toMatchObject({
        verdict: "block",
        reasons: [{ code: "patch_uncovered" }, { code: "branch_uncovered" }],
      }),
    { timeout: 30_000, interval: 500 },
  );
});

it("refuses a body that does not fit, keeps nothing of it, and names parameters that do not", async () => {
  const key = await app().keyOf("refusals");
  const body = {
    branches: [
      { id: "a", point: "p", branch: "a" },
      { id: "b", point: "p" },
    ],
  };
  const refused = await app().send(key, "/api/v1/branches", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(refused.status).toBe(400);
  const listed = await (await app().send(key, "/api/v1/branches")).json();
  expect(listed).toEqual({ branches: [], nextCursor: null });
  const asked = await app().send(key, "/api/v1/analyses/branch-coverage?promptVersion=v1");
  expect(asked.status).toBe(400);
  expect((await asked.json()).error.details).toHaveProperty("promptVersion");
  const gone = await app().send(key, "/api/v1/prompts/nobody/versions/v1");
  expect(gone.status).toBe(404);
});

type ChatMessage = {
  readonly role: string;
  readonly content: string | null;
  readonly name?: string;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { readonly name: string; readonly arguments: string };
  }[];
};
type Run = { readonly traj: readonly ChatMessage[] };

/** A run as its spans: a model call for each answer, a tool span for each result. */
function spansOfRun({ traj }: Run): object[] {
  const traceId = hex(16);
  const root = hex(8);
  const start = Date.now() - MS_PER_HOUR;
  const time = (step: number) => new Date(start + step * 100).toISOString();
  const spans: object[] = [
    { traceId, spanId: root, name: "run", kind: "agent", startedAt: time(0), endedAt: time(999) },
  ];
  for (const [step, { role, content, name, tool_calls: calls }] of traj.entries()) {
    const frame = {
      traceId,
      spanId: hex(8),
      parentId: root,
      startedAt: time(step),
      endedAt: time(step),
    };
    if (role === "assistant") {
      const said = content ? [{ type: "text", content }] : [];
      const called = (calls ?? []).map(({ id, function: called }) => ({
        type: "tool_call",
        id,
        name: called.name,
        arguments: JSON.parse(called.arguments),
      }));
      const output = [{ role, parts: [...said, ...called] }];
      spans.push({ ...frame, name: "chat", kind: "llm", output });
    }
    if (role === "tool") {
      const status = { code: content?.startsWith("Error") ? "error" : "ok" };
      spans.push({ ...frame, name, kind: "tool", status, tool: { name, result: content } });
    }
  }
  return spans;
}

describe.skipIf(!existsSync(DATA))("without any annotation", () => {
  it("reads the branches of 200 agent runs as they are known to be", async () => {
    const key = await app().keyOf("tau");
    const folder = join(DATA, "tau-bench");
    const runs: Run[] = JSON.parse(readFileSync(join(folder, "gpt-4o-airline.json"), "utf8"));
    const known = readFileSync(join(folder, "runs.index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line): { tools: string[]; handoff: boolean } => JSON.parse(line));
    await post(key, runs.flatMap(spansOfRun));
    const report = await reportOf(key, { requests: 200, evals: 0 });
    const hits = (branch: string) =>
      report.branches.find(({ key }) => key === `chat → ${branch}`)?.productionHits ?? 0;
    expect(hits("handoff")).toBe(48);
    const tools = new Set(known.flatMap((run) => run.tools));
    tools.delete("transfer_to_human_agents");
    expect(tools.size).toBeGreaterThan(10);
    for (const tool of tools) {
      expect(hits(`tool:${tool}`), tool).toBe(
        known.filter((run) => run.tools.includes(tool)).length,
      );
    }
    expect(hits("ask") + hits("respond")).toBeGreaterThan(200);
  });

  it("reads the conditional edges of a LangGraph recording", async () => {
    const key = await app().keyOf("langgraph");
    const body = readFileSync(join(DATA, "recorded/oi-langchain/001.body.pb"));
    const headers = { "content-type": "application/x-protobuf" };
    const sent = await app().send(key, "/v1/traces", { method: "POST", headers, body });
    expect(sent.status).toBe(200);
    const report = await vi.waitFor(
      async () => {
        const found = await readReport(key, { range: "1y" });
        expect(found.branches.length).toBeGreaterThanOrEqual(4);
        return found;
      },
      { timeout: 30_000, interval: 500 },
    );
    const counts = Object.fromEntries(
      report.branches.map(({ key, productionHits }) => [key, productionHits]),
    );
    expect(counts).toMatchObject({
      "planner → agent": 4,
      "planner → handoff": 1,
      "agent → tools": 4,
      "agent → __end__": 4,
    });
  });
});
