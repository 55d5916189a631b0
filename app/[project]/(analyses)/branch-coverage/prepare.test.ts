import { describe, expect, it } from "vitest";
import { buildBranchCoverageReport } from "@/lib/analyses/branch-coverage/report";
import type { BranchCoverageFacts } from "@/lib/analyses/branch-coverage/report-facts";
import { buildPrompt } from "@/lib/analyses/branch-coverage/report-registry";
import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import { parseTraceQuery } from "@/lib/domain/trace-query";
import {
  aBranch,
  BRANCH_AS_OF,
  BRANCH_QUESTION,
  branchFacts,
  talliesOf,
} from "@/test/branch-facts";
import { branchTerm } from "./branch-links";
import { prepareBranchCoverage } from "./prepare";

const scope: AnalysisScope = {
  window: { from: new Date("2026-05-01T00:00:00Z"), to: BRANCH_AS_OF },
  range: "30d",
  feature: null,
  environment: null,
  tenant: null,
  segments: {},
};
const prepare = (facts: BranchCoverageFacts) =>
  prepareBranchCoverage(buildBranchCoverageReport(facts, BRANCH_QUESTION), { slug: "shop", scope });

const TEN = "abcdefghij".split("").map((name) => aBranch(name));
const tested = branchFacts(
  { a: 500, b: 320, c: 60, d: 50, e: 40, f: 20, g: 10 },
  { a: 9, b: 3 },
  { registered: TEN },
);

describe("the verdict", () => {
  it("says what evals hit, and what production fires beside it", () => {
    expect(prepare(tested).verdict).toMatchObject({
      status: "watch",
      sentence:
        "Evals hit 2 of 10 branches; 5 branches that fire in production, 18.0 % of its 1,000 requests (15.7–20.5), were never tested.",
    });
  });

  it("adds what the latest release shifted", () => {
    const side = (name: "before" | "after", fired: number, buckets: number) =>
      [
        { branch: "c", n: fired, value: fired ** 2 / 2_000 },
        { branch: null, n: 2_000, value: buckets },
      ].map(({ branch, n, value }) => ({
        side: name,
        point: "intent",
        branch,
        n,
        spread: value,
        spreadOfWhole: value,
      }));
    const view = prepare({
      ...tested,
      sides: [...side("before", 40, 14), ...side("after", 120, 7)],
      change: {
        kind: "release",
        title: "v12",
        since: new Date("2026-05-20T00:00:00Z"),
        until: new Date("2026-05-27T00:00:00Z"),
        isYoung: false,
      },
    });
    expect(view.verdict.status).toBe("broken");
    expect(view.verdict.sentence).toMatch(
      / Since release v12 `c` fires 3\.0 times as often \(2\.0 % → 6\.0 %\)\.$/,
    );
  });

  it("says counts where there are few, and why it says nothing", () => {
    const few = branchFacts({ a: 6, b: 1 }, { a: 3 }, { registered: [aBranch("a"), aBranch("b")] });
    expect(prepare(few).verdict.sentence).toBe(
      "Evals hit 1 of 2 branches; 1 branch that fires in production, in 1 of 7 requests, was never tested.",
    );
    expect(prepare(branchFacts({}, {})).verdict).toMatchObject({
      status: "unknown",
      sentence: "Nothing was decided in this time range.",
    });
    expect(prepare(branchFacts({ a: 100 }, { a: 3 })).verdict.sentence).toBe(
      "No branch is registered; evals hit 1 of the 1 branch that fire in production; every branch that fires in 100 requests was tested.",
    );
  });
});

describe("the prompt", () => {
  const text = "Be kind.\nIf it is about billing, hand off. If it rains,\n  refuse. Bye.";
  const conditionals = buildPrompt({ name: "s", version: "v1", text }, []).conditionals;
  const registered = conditionals.slice(0, 1).map(({ proposal }) => proposal);
  const facts = {
    ...branchFacts({}, {}, { registered }),
    prompt: { name: "s", version: "v1", text, against: null },
  };

  it("is shown line by line, with every character and each conditional where it stands", () => {
    const view = prepare(facts).prompt;
    const lines = view?.lines.map(({ pieces }) => pieces.map((piece) => piece.text).join(""));
    expect(lines?.join("\n")).toBe(text);
    expect(view?.lines.map(({ pieces }) => pieces.map(({ tone }) => tone))).toEqual([
      [null],
      ["unreached", null, "proposed"],
      ["proposed", null],
    ]);
    expect(view?.lines.map(({ entries }) => entries.length)).toEqual([0, 2, 0]);
    expect(view).toMatchObject({ proposed: 1, edited: 0 });
  });

  it("names hits and both arms", () => {
    const branch = registered[0]?.branch ?? "";
    const inPrompt = (counts: Record<string, number>) =>
      talliesOf(counts).map((row) => (row.point === null ? row : { ...row, point: "s" }));
    const entry = (evals: Record<string, number>) =>
      prepare({
        ...facts,
        production: inPrompt({ [branch]: 40, other: 160 }),
        evals: inPrompt(evals),
      }).prompt?.lines[1]?.entries[0];
    // A detector looks at every request of its prompt, and these name none.
    expect(entry({})).toMatchObject({
      tone: "untested",
      production: "40",
      evals: "0",
      otherArm: null,
    });
    expect(entry({ [branch]: 2 })).toMatchObject({ tone: "thin", word: "2 of 3 hits" });
    expect(entry({ [branch]: 3 })).toMatchObject({ tone: "covered", evals: "3" });
  });
});

describe("the graph", () => {
  it("draws every decision of a small one, left to right", () => {
    const { nodes, edges, folded, left, top, width, height } = prepare(tested).graph;
    expect(folded).toBe(0);
    expect(
      nodes
        .filter(({ href }) => href !== null)
        .map(({ title }) => title)
        .sort(),
    ).toEqual("abcdefg".split(""));
    const place = (title: string) => nodes.find((node) => node.title === title);
    expect(place("start")?.x).toBeLessThan(place("a")?.x ?? 0);
    expect(place("a")?.x).toBeLessThan(place("end")?.x ?? 0);
    expect(place("a")).toMatchObject({ tone: "covered" });
    expect(place("c")).toMatchObject({ tone: "untested" });
    expect(edges.length).toBe(14);
    for (const { x, y, ...node } of nodes) {
      expect(x + node.width).toBeLessThanOrEqual(left + width);
      expect(y + node.height).toBeLessThanOrEqual(top + height);
    }
  });

  it("stays readable with a thousand branches", () => {
    const names = Array.from({ length: 1_000 }, (_, at) => `b${at}`);
    const counts = Object.fromEntries(names.map((name, at) => [name, 2_000 - at]));
    const { nodes, folded } = prepare(branchFacts(counts, { b0: 3 })).graph;
    expect(nodes.length).toBeLessThanOrEqual(35);
    expect(folded).toBeGreaterThan(900);
    expect(nodes.map(({ title }) => title)).toContain("other branches");
  });

  it("leads to the traces behind a branch", () => {
    const term = branchTerm("chat → tool:get_order");
    expect(parseTraceQuery(term).faults).toEqual([]);
    const [node] = prepare(tested).graph.nodes.filter(({ href }) => href !== null);
    expect(node?.href).toContain("/shop/traces?q=source%3Aproduction+branch%3A");
  });
});

it("ranks what evals do not cover by traffic × severity", () => {
  const registered = TEN.map((branch) => (branch.id === "d" ? { ...branch, severity: 5 } : branch));
  const { gaps } = prepare({ ...tested, registered });
  expect(gaps.map(({ id }) => id)).toEqual(["d", "c", "e", "f", "g"]);
});
