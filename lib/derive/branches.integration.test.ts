import { describe, expect, it } from "vitest";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import type { Span } from "@/lib/domain/span";
import { saveBranches } from "@/lib/store/branches";
import { poolOf } from "@/lib/store/database";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { deriveQueued } from "./derive-queued";
import { feedRederiveJobs } from "./rederive";
import { rollUpDirty } from "./roll-up";

const db = testDatabase();
const at = (text: string) => new Date(`2026-03-${text}Z`);
const posting = { postedAt: at("09T00:00:00"), postedBy: "ana" };

const decided = (branch: string, startedAt: Date, more: Partial<Span> = {}) =>
  aSpan({
    kind: "decision",
    startedAt,
    decision: { point: "intent", branch, options: null, runnerUp: null, margin: null },
    ...more,
  });

async function take(projectId: number, spans: readonly Span[]): Promise<void> {
  await insertSpans(db(), projectId, spans);
  await deriveQueued(db());
  await rollUpDirty(db());
}

async function rows(text: string, ...values: unknown[]) {
  return (await poolOf(db()).query(text, values)).rows;
}

const branchRows = (projectId: number, minutes: number) =>
  rows(
    `select bucket, source, point, branch, n, w from branch_rollup
     where project_id = $1 and minutes = $2
     order by bucket, source, point nulls first, branch nulls first`,
    projectId,
    minutes,
  );

describe("branches of traces", () => {
  it("are rolled up by hour and day, a branch once a request, with points and the whole", async () => {
    const { id } = await findOrCreateProject(db(), "rolled");
    const looped = decided("refund", at("01T10:00:00"));
    await take(id, [
      looped,
      decided("handoff", at("01T10:00:01"), { traceId: looped.traceId, parentId: looped.spanId }),
      decided("refund", at("01T10:00:02"), { traceId: looped.traceId, parentId: looped.spanId }),
      decided("refund", at("01T23:59:59"), { attributes: { "tidemark.sample_weight": 3 } }),
      decided("refund", at("01T11:00:00"), { source: "eval" }),
      decided("refund", at("01T11:00:00"), { source: "shadow" }),
      aSpan({ startedAt: at("01T12:00:00") }),
    ]);
    const day = { bucket: at("01T00:00:00") };
    expect(await branchRows(id, 1_440)).toEqual([
      { ...day, source: "eval", point: null, branch: null, n: 1, w: 1 },
      { ...day, source: "eval", point: "intent", branch: null, n: 1, w: 1 },
      { ...day, source: "eval", point: "intent", branch: "refund", n: 1, w: 1 },
      { ...day, source: "production", point: null, branch: null, n: 2, w: 4 },
      { ...day, source: "production", point: "intent", branch: null, n: 2, w: 4 },
      { ...day, source: "production", point: "intent", branch: "handoff", n: 1, w: 1 },
      { ...day, source: "production", point: "intent", branch: "refund", n: 2, w: 4 },
    ]);
    expect((await branchRows(id, 60)).length).toBe(10);
    const paths = await rows(
      `select steps, sum(n)::int n from branch_path_rollup join branch_path using (project_id, hash)
       where project_id = $1 and minutes = 60 and source = 'production' group by steps order by cardinality(steps) desc`,
      id,
    );
    expect(paths).toEqual([
      { steps: ["intent → refund", "intent → handoff", "intent → refund"], n: 1 },
      { steps: ["intent → refund"], n: 1 },
    ]);
  });

  it("change with a late span, and deriving again changes nothing", async () => {
    const { id } = await findOrCreateProject(db(), "late");
    const first = decided("refund", at("02T10:00:00"));
    await take(id, [first]);
    await take(id, [
      decided("handoff", at("02T10:00:05"), { traceId: first.traceId, parentId: first.spanId }),
    ]);
    const before = await branchRows(id, 60);
    expect(before.map(({ branch }) => branch)).toEqual([null, null, "handoff", "refund"]);
    await take(id, [first]);
    expect(await branchRows(id, 60)).toEqual(before);
  });

  it("keep two digits of a margin, whatever its size", async () => {
    const { id } = await findOrCreateProject(db(), "margins");
    const close = (margin: number) =>
      decided("a", at("03T10:00:00"), {
        decision: { point: "p", branch: "a", options: null, runnerUp: "b", margin },
      });
    await take(id, [0.0412, 0.0414, 0, 1234, -0.5].map(close));
    const margins = await rows(
      `select branch, runner_up, margin, n from branch_margin_rollup
       where project_id = $1 and minutes = 1440 order by margin`,
      id,
    );
    expect(margins.map(({ margin, n }) => [margin, n])).toEqual([
      [-0.5, 1],
      [0, 1],
      [0.041, 2],
      [1200, 1],
    ]);
    expect(margins[0]).toMatchObject({ branch: "p → a", runner_up: "b" });
  });

  it("are read from the bodies where spans were stored before they were noted down", async () => {
    const { id } = await findOrCreateProject(db(), "old");
    const call = aSpan({
      kind: "llm",
      name: "chat",
      startedAt: at("04T10:00:00"),
      output: [{ role: "assistant", parts: [{ type: "text", content: "Which order?" }] }],
    });
    const decision = decided("refund", at("04T11:00:00"));
    await insertSpans(db(), id, [call, decision]);
    await rows(
      `update span set facts = (facts::jsonb - 'acts' - 'decision')::text where project_id = $1`,
      id,
    );
    await deriveQueued(db());
    const traces = await db().trace.findMany({
      where: { projectId: id },
      orderBy: { startedAt: "asc" },
    });
    expect(traces.map(({ branches }) => branches)).toEqual([["chat → ask"], ["intent → refund"]]);
  });
});

describe("detectors of registered branches", () => {
  const many: RegisteredBranch = {
    id: "many-rows",
    point: "support",
    branch: "many rows",
    label: "more than 50 rows",
    condition: null,
    identities: [],
    prompt: "support",
    promptVersion: null,
    severity: 2,
    owner: null,
    status: "active",
    reason: null,
    expiresAt: null,
    detect: { tool: "search", rowsOver: 50 },
  };
  const searched = (rowCount: number, prompt: string) =>
    aSpan({
      kind: "tool",
      startedAt: at("08T10:00:00"),
      prompt: { name: prompt, version: "v1" },
      tool: {
        name: "search",
        callId: null,
        arguments: null,
        result: Array.from({ length: rowCount }, () => 0),
        definitions: null,
        rawBytes: null,
      },
    });

  it("see history again when they change, and only traces of their prompt", async () => {
    const { id } = await findOrCreateProject(db(), "watched");
    const spans = [searched(51, "support"), searched(50, "support"), searched(99, "sales")];
    await take(id, spans);
    const fired = async () =>
      Object.fromEntries(
        (await db().trace.findMany({ where: { projectId: id } })).map((trace) => [
          spans.findIndex(({ traceId }) => traceId === trace.traceId),
          trace.branches,
        ]),
      );
    expect(await fired()).toEqual({ 0: [], 1: [], 2: [] });

    // Once more, so that the job sees that it is done and the next one can begin.
    const deriveAgain = async () => {
      await feedRederiveJobs(db());
      await take(id, []);
      await feedRederiveJobs(db());
    };
    const kept = await saveBranches(db(), id, [many], posting);
    expect(kept).toMatchObject({ inserted: 1, rederivation: expect.any(Number) });
    await deriveAgain();
    expect(await fired()).toEqual({ 0: ["support → many rows"], 1: [], 2: [] });

    expect(await saveBranches(db(), id, [many], posting)).toEqual({
      inserted: 0,
      updated: 0,
      unchanged: 1,
      rederivation: null,
    });
    const owned = await saveBranches(db(), id, [{ ...many, owner: "Ada" }], posting);
    expect(owned).toMatchObject({ updated: 1, rederivation: null });
    const gone = await saveBranches(db(), id, [{ ...many, status: "retired" }], posting);
    expect(gone.rederivation).not.toBeNull();
    await deriveAgain();
    expect(await fired()).toEqual({ 0: [], 1: [], 2: [] });
  });
});
