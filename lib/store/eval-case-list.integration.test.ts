import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import { aCase } from "@/test/eval-case";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { loadCaseReviews, loadCaseVersions, loadSuiteVersions } from "./eval-case-history";
import { type CaseFilter, loadCaseFacets, loadCasePage } from "./eval-case-list";
import { reviewEvalCase, saveEvalCases } from "./eval-cases";
import { loadRunList } from "./eval-run-list";
import { saveEvalRun } from "./eval-runs";
import { findOrCreateProject } from "./projects";
import { insertSpans } from "./span-writer";

const db = testDatabase();
const aProject = async () => (await findOrCreateProject(db(), `p-${randomUUID()}`)).id;
const by = (day: string) => ({ postedAt: new Date(day), postedBy: "team" });
const ALL: CaseFilter = { status: null, intent: null, tag: null, text: null };

it("lists a suite's cases page by page, narrowed by what they say", async () => {
  const [projectId, other] = [await aProject(), await aProject()];
  const cases = [
    aCase({ id: "a", input: { q: "100% of it?" } }),
    aCase({ id: "b", intent: "shipping", tags: ["gold", "de"] }),
    aCase({ id: "c", intent: null, tags: [], expected: "Nothing." }),
  ];
  await saveEvalCases(db(), projectId, "s", cases, by("2026-02-01"));
  await saveEvalCases(db(), projectId, "s", [aCase({ id: "d" })], by("2026-02-02"), "draft");
  await saveEvalCases(db(), projectId, "other", [aCase()], by("2026-02-01"));
  await saveEvalCases(db(), other, "s", [aCase({ id: "theirs" })], by("2026-02-01"));
  const ids = async (filter: Partial<CaseFilter>, skip = 0, limit = 10) => {
    const page = await loadCasePage(db(), projectId, "s", { ...ALL, ...filter, skip, limit });
    return [page.total, ...page.rows.map((row) => row.id)];
  };
  expect(await ids({})).toEqual([4, "a", "b", "c", "d"]);
  expect(await ids({}, 1, 2)).toEqual([4, "b", "c"]);
  expect(await ids({}, 9)).toEqual([4]);
  expect(await ids({ status: "draft" })).toEqual([1, "d"]);
  expect(await ids({ intent: "shipping" })).toEqual([1, "b"]);
  expect(await ids({ tag: "de" })).toEqual([1, "b"]);
  expect(await ids({ text: "100%" })).toEqual([1, "a"]);
  expect(await ids({ text: "NOTHING" })).toEqual([1, "c"]);
  expect(await ids({ text: "no such" })).toEqual([0]);
  expect(await loadCaseFacets(db(), projectId, "s")).toEqual([
    { field: "intent", value: "billing", cases: 2 },
    { field: "intent", value: "shipping", cases: 1 },
    { field: "status", value: "active", cases: 3 },
    { field: "status", value: "draft", cases: 1 },
    { field: "tag", value: "gold", cases: 3 },
    { field: "tag", value: "de", cases: 1 },
  ]);
});

it("tells what each version of a suite changed, and keeps each version of a case", async () => {
  const projectId = await aProject();
  const save = (day: string, ...cases: Parameters<typeof aCase>[0][]) =>
    saveEvalCases(db(), projectId, "s", cases.map(aCase), by(day));
  await save("2026-02-01", { id: "a" }, { id: "b" });
  await save("2026-02-02", { id: "a", expected: "Other." }, { id: "b", tags: [] }, { id: "c" });
  expect(await loadSuiteVersions(db(), projectId, "s", { limit: 9 })).toEqual([
    { version: 2, added: ["c"], edited: ["a"], described: ["b"], ...by("2026-02-02") },
    { version: 1, added: ["a", "b"], edited: [], described: [], ...by("2026-02-01") },
  ]);
  expect(await loadSuiteVersions(db(), projectId, "s", { limit: 1, skip: 1 })).toHaveLength(1);
  const versions = await loadCaseVersions(db(), projectId, "s", "a");
  expect(versions.map(({ version, body }) => [version, body["expected"]])).toEqual([
    [2, "Other."],
    [1, "Within five days."],
  ]);
});

it("keeps a ledger of reviews, the latest first", async () => {
  const projectId = await aProject();
  await saveEvalCases(db(), projectId, "s", [aCase(), aCase({ id: "b" })], by("2026-02-01"));
  const review = (id: string, action: "verify" | "retire", day: string) =>
    reviewEvalCase(
      db(),
      projectId,
      { suite: "s", id },
      { action, reason: `to ${action}`, at: new Date(day), by: "ada" },
    );
  await review("refund", "verify", "2026-02-02");
  await review("b", "retire", "2026-02-03");
  expect(await loadCaseReviews(db(), projectId, "s", { limit: 9 })).toMatchObject([
    { case: "b", action: "retire", reason: "to retire", by: "ada" },
    { case: "refund", action: "verify" },
  ]);
  const own = await loadCaseReviews(db(), projectId, "s", { caseId: "refund", limit: 9 });
  expect(own).toHaveLength(1);
});

it("lists runs that were posted and runs that traces name, each once", async () => {
  const projectId = await aProject();
  const post = (run: string, day: string, traceId: string | null) =>
    saveEvalRun(
      db(),
      projectId,
      {
        suite: "s",
        run,
        subject: { model: "m", prompt: null, config: null },
        startedAt: new Date(day),
        results: [{ case: "a", attempt: 1, passed: true, score: null, traceId, error: null }],
      },
      by("2026-03-09"),
    );
  await post("r1", "2026-03-01", null);
  await post("r2", "2026-03-02", "named-elsewhere");
  const mark = (traceId: string, suite: string, run: string | null, day: string) =>
    aSpan({ traceId, eval: { suite, run, case: "a", attempt: null }, startedAt: new Date(day) });
  await insertSpans(db(), projectId, [
    mark("t1", "s", "r1", "2026-03-05"),
    mark("named-elsewhere", "s", "r9", "2026-03-05"),
    mark("t2", "s", "r3", "2026-03-04"),
    mark("t3", "s", "r3", "2026-03-03"),
    mark("t4", "z", null, "2026-03-04"),
  ]);
  await deriveQueued(db());
  const runs = await loadRunList(db(), projectId, { limit: 9 });
  expect(
    runs.map((row) => [row.suite, row.run, row.isPosted, row.startedAt.toISOString().slice(0, 10)]),
  ).toEqual([
    ["s", "r3", false, "2026-03-03"],
    ["s", "r2", true, "2026-03-02"],
    ["s", "r1", true, "2026-03-01"],
    ["z", "2026-03-04", false, "2026-03-04"],
  ]);
  expect(runs.map((row) => row.runsOfSuite)).toEqual([3, 3, 3, 1]);
  const latest = await loadRunList(db(), projectId, { limit: 1 });
  expect(latest.map((row) => row.run)).toEqual(["r3", "2026-03-04"]);
  const second = await loadRunList(db(), projectId, { suite: "s", limit: 1, skip: 1 });
  expect(second.map((row) => row.run)).toEqual(["r2"]);
  expect(await loadRunList(db(), projectId, { suite: "s", run: "r9", limit: 1 })).toEqual([]);
});
