import { describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { rollUpDirty } from "@/lib/derive/roll-up";
import type { Span } from "@/lib/domain/span";
import { saveBranches } from "@/lib/store/branches";
import { saveEvalRun } from "@/lib/store/eval-runs";
import { findOrCreateProject } from "@/lib/store/projects";
import { savePromptVersion } from "@/lib/store/prompt-versions";
import { insertSpans } from "@/lib/store/span-writer";
import { aBranch } from "@/test/branch-facts";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { branchCoverage } from ".";
import { loadBranchCoverageFacts } from "./facts";
import { judgeBranchCoverage } from "./gate";
import { branchCoverageParams } from "./params";

const db = testDatabase();
const now = new Date("2026-05-31T12:00:00Z");
const posting = { postedAt: now, postedBy: "ana" };
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR);

const decided = (branch: string, startedAt: Date, more: Partial<Span> = {}) =>
  aSpan({
    kind: "decision",
    startedAt,
    decision: { point: "intent", branch, options: null, runnerUp: null, margin: null },
    ...more,
  });
const many = (count: number, make: (index: number) => Span) =>
  Array.from({ length: count }, (_, index) => make(index));

async function projectWith(slug: string, spans: readonly Span[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), slug);
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  await rollUpDirty(db());
  return id;
}

const ask = (projectId: number, query: string) =>
  branchCoverage.run({ db: db(), projectId, now }, new URLSearchParams(query));

describe("what the store knows", () => {
  it("counts the traces of a half-open window, of one project and filter", async () => {
    const from = "2026-05-10T10:20:00Z";
    const to = "2026-05-20T10:20:00Z";
    const before = new Date(new Date(from).getTime() - 1);
    const spans = [
      decided("early", before),
      decided("first", new Date(from)),
      decided("inside", new Date("2026-05-15T00:00:00Z"), {
        feature: "chat",
        tenant: "acme",
        segments: { plan: "pro" },
        environment: "prod",
      }),
      decided("last", new Date(new Date(to).getTime() - 1)),
      decided("late", new Date(to)),
      decided("shadow", new Date("2026-05-15T00:00:00Z"), { source: "shadow" }),
      aSpan({ startedAt: new Date("2026-05-15T00:00:00Z") }),
    ];
    const id = await projectWith("window", spans);
    await projectWith("neighbour", [decided("foreign", new Date("2026-05-15T00:00:00Z"))]);
    const seen = async (filter: string) => {
      const { report } = await ask(id, `from=${from}&to=${to}${filter}`);
      return report.branches.map(({ branch }) => branch).sort();
    };
    expect(await seen("")).toEqual(["first", "inside", "last"]);
    for (const filter of ["feature=chat", "tenant=acme", "segment.plan=pro", "environment=prod"]) {
      expect(await seen(`&${filter}`), filter).toEqual(["inside"]);
    }
    expect(await seen("&tenant=other")).toEqual([]);
    expect(await seen("&point=elsewhere")).toEqual([]);
  });

  it("is empty, and unknown, for a project without traces", async () => {
    const { id } = await findOrCreateProject(db(), "empty");
    const { report } = await ask(id, "");
    expect(report).toMatchObject({ requests: 0, coverage: null, branches: [], change: null });
    expect(judgeBranchCoverage(report).verdict).toBe("inconclusive");
  });

  it("finds paths, the days of uncovered traffic, and examples that are still there", async () => {
    const at = hoursAgo(30);
    const traced = decided("refund", at);
    const personal = decided("pay", at, { tags: ["pii"] });
    const id = await projectWith("paths", [
      ...many(6, () => decided("answer", at)),
      traced,
      decided("handoff", new Date(at.getTime() + 1), {
        traceId: traced.traceId,
        parentId: traced.spanId,
      }),
      personal,
      ...many(3, () => decided("answer", at, { source: "eval" })),
    ]);
    const params = branchCoverageParams.parse(new URLSearchParams(), now);
    const facts = await loadBranchCoverageFacts({ db: db(), projectId: id, now }, params);
    expect(facts.abundances).toEqual([
      { requests: 1, isCovered: false, paths: 2 },
      { requests: 6, isCovered: true, paths: 1 },
    ]);
    expect(facts.openDays).toMatchObject([{ requests: 8, open: 2 }]);
    expect(
      facts.paths.map(({ steps, requests, evals }) => [steps.length, requests, evals]),
    ).toEqual(
      expect.arrayContaining([
        [1, 6, 3],
        [2, 1, 0],
        [1, 1, 0],
      ]),
    );
    expect(facts.examples.map(({ traceId }) => traceId)).toEqual([traced.traceId]);
  });

  it("counts evals of the version production uses, those an attempt links too", async () => {
    const prompt = (version: string) => ({ prompt: { name: "support", version } });
    const linked = many(3, () => decided("linked", hoursAgo(2), prompt("v2")));
    const id = await projectWith("versions", [
      ...many(5, () => decided("answer", hoursAgo(200), prompt("v1"))),
      ...many(4, () => decided("answer", hoursAgo(1), prompt("v2"))),
      ...many(9, () => decided("answer", hoursAgo(200), { source: "eval", ...prompt("v1") })),
      ...many(9, () => decided("answer", hoursAgo(200), { source: "eval" })),
      ...linked,
    ]);
    await saveEvalRun(
      db(),
      id,
      {
        suite: "s",
        run: "r",
        subject: { model: null, prompt: null, config: {} },
        startedAt: hoursAgo(2),
        results: linked.map(({ traceId }, attempt) => ({
          case: "c",
          attempt: attempt + 1,
          passed: true,
          score: null,
          traceId,
          error: null,
        })),
      },
      posting,
    );
    const { report } = await ask(id, "");
    expect(report.versions).toEqual([{ prompt: "support", promptVersion: "v2" }]);
    const rows = report.branches.map((row) => [row.branch, row.productionHits, row.evalHits]);
    expect(rows).toEqual(
      expect.arrayContaining([
        ["answer", 9, 0],
        ["linked", 3, 3],
      ]),
    );
    const v1 = (await ask(id, "prompt=support@v1")).report;
    expect(v1.branches).toMatchObject([{ branch: "answer", productionHits: 5, evalHits: 9 }]);
    expect(
      v1.byVersion.map(({ promptVersion, evalTraces }) => [promptVersion, evalTraces]),
    ).toEqual([
      ["v2", 0],
      ["v1", 9],
    ]);
  });

  it("calls the closest fifth of a point's decisions close, and knows which pairs evals have", async () => {
    const close = (branch: string, runnerUp: string, margin: number, source: string) =>
      decided(branch, hoursAgo(2), {
        source,
        decision: { point: "intent", branch, options: null, runnerUp, margin },
      });
    const id = await projectWith("close", [
      ...many(15, () => close("a", "b", 0.02, "production")),
      ...many(5, () => close("b", "a", 0.03, "production")),
      ...many(80, () => close("a", "b", 0.9, "production")),
      close("a", "b", 0.01, "eval"),
      ...many(4, () => close("b", "a", 0.8, "eval")),
    ]);
    const params = branchCoverageParams.parse(new URLSearchParams(), now);
    const facts = await loadBranchCoverageFacts({ db: db(), projectId: id, now }, params);
    expect(facts.closePairs).toEqual([
      { branch: "intent → a", runnerUp: "b", limit: 0.03, production: 15, evals: 1 },
      { branch: "intent → b", runnerUp: "a", limit: 0.03, production: 5, evals: 0 },
    ]);
  });

  it("reads the prompt that is asked for and the version before it", async () => {
    const { id } = await findOrCreateProject(db(), "prompts");
    for (const [version, text, hours] of [
      ["v1", "If a user asks, answer.", 30],
      ["v2", "If a user asks, answer. If it is late, refuse.", 20],
      ["v3", "Nothing.", 10],
    ] as const) {
      const prompt = { name: "support", version, text, createdAt: hoursAgo(hours) };
      await savePromptVersion(db(), id, prompt, posting);
    }
    const { report } = await ask(id, "prompt=support@v2");
    expect(report.prompt).toMatchObject({ name: "support", version: "v2" });
    expect(report.diff).toMatchObject({ from: "v1", changes: [{ change: "added" }] });
    const other = (await ask(id, "prompt=support@v2&against=v3")).report;
    expect(other.diff).toMatchObject({
      from: "v3",
      changes: [{ change: "added" }, { change: "added" }],
    });
    expect((await ask(id, "")).report.prompt).toMatchObject({ version: "v3" });
  });
});

describe("a deploy", () => {
  /** So many requests of one release at a time, one in `every` of which hands over. */
  const requests = (count: number, at: Date, release: string, every: number) =>
    many(count, (index) => decided(index % every === 0 ? "handoff" : "answer", at, { release }));

  /** A day of v2, the same hours of the two weeks before, and one hour that is not among them. */
  const deploy = (every: number, count: number) =>
    [20, 12, 4].flatMap((hour) => [
      ...requests(count, hoursAgo(hour), "v2", every),
      ...requests(count, hoursAgo(hour + 168), "v1", 50),
      ...requests(count, hoursAgo(hour + 336), "v1", 50),
      ...requests(9, hoursAgo(hour + 48), "v1", 1),
    ]);

  it("that triples hand-offs fires within its first day", { timeout: 120_000 }, async () => {
    const { report } = await ask(await projectWith("spike", deploy(17, 600)), "");
    expect(report.change).toMatchObject({ kind: "release", title: "v2", isYoung: true });
    const shift = report.shifts.find(({ branch }) => branch === "handoff");
    expect(shift).toMatchObject({ firing: true, afterReached: 1_800, beforeReached: 3_600 });
    expect(shift?.before).toBeCloseTo(0.02, 3);
    expect(shift?.after).toBeCloseTo(0.06, 3);
    expect(judgeBranchCoverage(report)).toMatchObject({ verdict: "block" });
  });

  it("that changes nothing fires nothing", async () => {
    const id = await projectWith("calm", deploy(50, 200));
    const { report } = await ask(id, "");
    expect(report.shifts.map(({ firing }) => firing)).toEqual([false, false]);
    // A week later it is looked at once more, by day.
    const later = new Date(now.getTime() + 8 * 24 * HOUR);
    const context = { db: db(), projectId: id, now: later };
    const settled = await branchCoverage.run(context, new URLSearchParams());
    expect(settled.report.change).toMatchObject({ isYoung: false });
    expect(settled.report.shifts.map(({ firing }) => firing)).toEqual([false, false]);
  });

  it("shows which questions, asked in the same words, took another branch", async () => {
    const question = { kind: "agent" as const, input: "Where is my money?" };
    const asked = (branch: string, at: Date, release: string) =>
      decided(branch, at, { ...question, release });
    const before = asked("answer", hoursAgo(60), "v1");
    const after = asked("handoff", hoursAgo(2), "v2");
    const id = await projectWith("flows", [
      before,
      after,
      decided("answer", hoursAgo(70), { release: "v1" }),
    ]);
    const { report } = await ask(id, "");
    expect(report.flows).toEqual([
      {
        point: "intent",
        from: "answer",
        to: "handoff",
        questions: 1,
        beforeTrace: before.traceId,
        afterTrace: after.traceId,
      },
    ]);
  });
});

it("keeps registered branches of another project out", async () => {
  const { id } = await findOrCreateProject(db(), "mine");
  const other = await findOrCreateProject(db(), "theirs");
  await saveBranches(db(), other.id, [aBranch("a")], posting);
  expect((await ask(id, "")).report.registered).toBe(0);
  expect((await ask(other.id, "")).report.registered).toBe(1);
});
