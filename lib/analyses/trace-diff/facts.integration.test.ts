import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { deriveQueued } from "@/lib/derive/derive-queued";
import type { Span } from "@/lib/domain/span";
import { findOrCreateProject } from "@/lib/store/projects";
import { insertSpans } from "@/lib/store/span-writer";
import { loadComparablePairs, loadComparableTraces } from "@/lib/store/trace-diff-suggestions";
import { loadVolatilePaths, saveVolatilePaths } from "@/lib/store/volatile-paths";
import { testDatabase } from "@/test/postgres";
import { aSpan } from "@/test/span";
import { loadComparisonFacts } from "./facts";
import { traceDiffParams } from "./params";
import { buildComparison, type ComparisonFacts } from "./report-comparison";

const db = testDatabase();
const now = new Date("2026-03-10T12:00:00Z");

async function projectWith(spans: readonly Span[]): Promise<number> {
  const { id } = await findOrCreateProject(db(), `p-${randomUUID()}`);
  await insertSpans(db(), id, spans);
  await deriveQueued(db());
  return id;
}

/** A run of one model call: what is asked, by which model, and when. */
const asked = (traceId: string, input: string, model: string, at: string, more = {}) =>
  aSpan({
    traceId,
    kind: "llm",
    input,
    model: { requested: model, served: model, fingerprint: null },
    startedAt: new Date(at),
    ...more,
  });

const paramsOf = (search: Record<string, string>) =>
  traceDiffParams.parse(new URLSearchParams(search), now);

const factsOf = (projectId: number, search: Record<string, string>) =>
  loadComparisonFacts({ db: db(), projectId, now }, paramsOf(search));

function pairOf(facts: ComparisonFacts) {
  if (facts.kind !== "pair") throw new Error(`asked for a pair, got ${facts.kind}`);
  return facts;
}

function groupsOf(facts: ComparisonFacts) {
  if (facts.kind !== "groups") throw new Error(`asked for groups, got ${facts.kind}`);
  return facts;
}

describe("two traces", () => {
  it("come with all their spans, whenever they ran", async () => {
    const root = aSpan({ traceId: "old", startedAt: new Date("2024-01-01T00:00:00Z") });
    const project = await projectWith([
      root,
      aSpan({ traceId: "old", parentId: root.spanId, startedAt: new Date("2024-01-02T00:00:00Z") }),
      aSpan({ traceId: "new", startedAt: new Date("2026-03-10T11:59:00Z") }),
    ]);
    const { a, b } = pairOf(await factsOf(project, { a: "old", b: "new" }));
    expect([a.spans.length, b.spans.length]).toEqual([2, 1]);
  });

  it("are named when this project has none such, even if another has", async () => {
    await projectWith([aSpan({ traceId: "elsewhere" })]);
    const project = await projectWith([aSpan({ traceId: "here" })]);
    await expect(factsOf(project, { a: "here", b: "elsewhere" })).rejects.toMatchObject({
      code: "not_found",
      message: 'No trace "elsewhere" in this project',
    });
  });

  it("can be read before they have a row", async () => {
    const { id } = await findOrCreateProject(db(), `p-${randomUUID()}`);
    await insertSpans(db(), id, [aSpan({ traceId: "a" }), aSpan({ traceId: "b" })]);
    const { a, b, replicates, history } = pairOf(await factsOf(id, { a: "a", b: "b" }));
    expect([a.spans.length, b.spans.length, replicates, history]).toEqual([1, 1, [], []]);
  });

  it("have as replicates the runs of the same question and envelope, without themselves", async () => {
    const minute = (n: number) => `2026-03-10T10:${String(n).padStart(2, "0")}:00Z`;
    const repeats = Array.from({ length: 13 }, (_, n) => asked(`r${n}`, "q", "m1", minute(n)));
    const project = await projectWith([
      ...repeats,
      asked("a", "q", "m1", minute(20)),
      asked("b", "q", "m2", minute(21)),
      asked("other-question", "else", "m1", minute(22)),
      asked("other-model", "q", "m3", minute(23)),
    ]);
    const { replicates, history } = pairOf(await factsOf(project, { a: "a", b: "b" }));
    const latest = Array.from({ length: 10 }, (_, n) => `r${12 - n}`);
    expect(replicates.map(({ traceId }) => traceId)).toEqual(latest);
    expect(history.find(({ axis }) => axis === "model")).toMatchObject({ changedMaterial: 0 });
    const swapped = pairOf(await factsOf(project, { a: "b", b: "a" }));
    expect(swapped.replicates).toHaveLength(10);
    const few = pairOf(await factsOf(project, { a: "other-question", b: "b" }));
    expect(few.replicates).toEqual([]);
  });

  it("have few replicates where runs are long, and none where they are too long", async () => {
    const long = (traceId: string, second: number, spans: number) => {
      const at = `2026-03-10T10:00:${String(second).padStart(2, "0")}Z`;
      const root = asked(traceId, `q${spans}`, "m1", at);
      const below = Array.from({ length: spans - 1 }, () =>
        aSpan({ traceId, parentId: root.spanId, startedAt: root.startedAt }),
      );
      return [root, ...below];
    };
    const runs = (spans: number) =>
      Array.from({ length: 9 }, (_, n) => long(`${spans}-${n}`, n, spans)).flat();
    const project = await projectWith([...runs(100), ...runs(301)]);
    const replicatesOf = async (spans: number) =>
      pairOf(await factsOf(project, { a: `${spans}-0`, b: `${spans}-1` })).replicates;
    expect((await replicatesOf(100)).map(({ traceId }) => traceId)).toEqual(
      [8, 7, 6, 5, 4].map((n) => `100-${n}`),
    );
    expect(await replicatesOf(301)).toEqual([]);
  });

  it("are compared without the project's own volatile paths", async () => {
    const call = (traceId: string, etag: string) =>
      aSpan({
        traceId,
        kind: "tool",
        tool: {
          name: "t",
          arguments: {},
          result: { etag, total: 1 },
          callId: null,
          definitions: null,
          rawBytes: null,
        },
      });
    const project = await projectWith([call("a", "x"), call("b", "y")]);
    await saveVolatilePaths(db(), project, ["/result/etag", "/result/etag"]);
    expect(await loadVolatilePaths(db(), project)).toEqual(["/result/etag"]);
    const comparison = buildComparison(await factsOf(project, { a: "a", b: "b" }));
    expect(comparison).toMatchObject({
      fork: null,
      ignored: [{ path: "/result/etag", reason: "project", a: "x", b: "y" }],
    });
  });
});

describe("two groups", () => {
  it("hold what their queries and the filters list within the window, the latest first", async () => {
    const project = await projectWith([
      asked("early", "q", "m1", "2026-03-01T00:00:00Z", { release: "v1", feature: "chat" }),
      asked("one", "q", "m1", "2026-03-09T00:00:00Z", { release: "v1", feature: "chat" }),
      asked("two", "q", "m1", "2026-03-09T01:00:00Z", { release: "v1", feature: "chat" }),
      asked("three", "q", "m1", "2026-03-09T02:00:00Z", { release: "v2", feature: "chat" }),
      asked("else", "q", "m1", "2026-03-09T03:00:00Z", { release: "v2", feature: "other" }),
    ]);
    const { groupA, groupB, isCutA, isCutB } = groupsOf(
      await factsOf(project, {
        groupA: "release:v1",
        groupB: "release:v2",
        feature: "chat",
        from: "2026-03-09T00:00:00Z",
      }),
    );
    expect(groupA.map(({ traceId }) => traceId)).toEqual(["two", "one"]);
    expect(groupB.map(({ traceId }) => traceId)).toEqual(["three"]);
    expect([isCutA, isCutB]).toEqual([false, false]);
  });

  it("hold sixty traces and say that there are more", async () => {
    const spans = Array.from({ length: 61 }, (_, n) =>
      aSpan({ startedAt: new Date(now.getTime() - (n + 1) * 60_000), release: "v1" }),
    );
    const project = await projectWith(spans);
    const { groupA, isCutA } = groupsOf(
      await factsOf(project, { groupA: "release:v1", groupB: "release:v2" }),
    );
    expect([groupA.length, isCutA]).toEqual([60, true]);
  });
});

describe("what is worth comparing", () => {
  it("is another run of the question, another envelope first, then the latest", async () => {
    const project = await projectWith([
      asked("bad", "q", "m2", "2026-03-10T10:00:00Z"),
      asked("same", "q", "m2", "2026-03-10T09:00:00Z"),
      asked("older", "q", "m1", "2026-03-10T07:00:00Z"),
      asked("newer", "q", "m1", "2026-03-10T08:00:00Z"),
      asked("else", "other", "m1", "2026-03-10T09:30:00Z"),
      asked("rerun", "reworded", "m2", "2026-03-10T06:00:00Z", { rerunOf: "bad" }),
    ]);
    const found = await loadComparableTraces(db(), project, "bad");
    expect(found.map(({ trace, relation }) => [trace.traceId, relation])).toEqual([
      ["newer", "question"],
      ["older", "question"],
      ["same", "question"],
      ["rerun", "rerun"],
    ]);
    const pairs = await loadComparablePairs(db(), project, 9);
    expect(pairs.map(({ earlier, later }) => [earlier.traceId, later.traceId])).toEqual([
      ["newer", "same"],
    ]);
    expect(pairs[0]?.isOtherEnvelope).toBe(true);
  });
});

describe("an address", () => {
  it("without anything asks for nothing", async () => {
    expect(await factsOf(await projectWith([aSpan()]), {})).toEqual({ kind: "none" });
  });

  it.each([
    [{ a: "x" }, "b"],
    [{ groupB: "release:v2" }, "groupA"],
    [{ a: "x", b: "y", groupA: "release:1", groupB: "release:2" }, "groupA"],
    [{ groupA: "nosuch:1", groupB: "release:1" }, "groupA"],
    [{ a: "x", b: "y", failOn: "typo" }, "failOn"],
  ])("%j is refused, naming %s", (search, field) => {
    let refusal: unknown;
    try {
      paramsOf(search);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "invalid_input" });
    // Both sides of a group list are named by their field; entries of a list by their position.
    expect(JSON.stringify((refusal as { details: unknown }).details)).toContain(field);
  });
});
