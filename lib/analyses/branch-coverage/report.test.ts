import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extractConditionals } from "@/lib/domain/branches/extract-conditionals";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import {
  aBranch,
  BRANCH_AS_OF,
  BRANCH_QUESTION,
  branchFacts,
  talliesOf,
} from "@/test/branch-facts";
import { buildBranchCoverageReport } from "./report";
import { buildPrompt } from "./report-registry";

const TEN = "abcdefghij".split("").map((name) => aBranch(name));

/** Production fires seven of ten branches, evals two of these seven. */
const prompt = branchFacts(
  { a: 500, b: 320, c: 60, d: 50, e: 40, f: 20, g: 10 },
  { a: 9, b: 3 },
  { registered: TEN },
);

describe("a prompt with ten conditionals of which evals hit two and production seven", () => {
  const report = buildBranchCoverageReport(prompt, BRANCH_QUESTION);

  it("is covered by a fifth, with five live branches untested and three unreached", () => {
    expect(report).toMatchObject({ registered: 10, covered: 2, coverage: 0.2, untested: 5 });
    const count = (status: string) =>
      report.branches.filter((branch) => branch.status === status).length;
    expect([count("covered"), count("gap"), count("unreached")]).toEqual([2, 5, 3]);
  });

  it("weighs coverage by traffic, and says how much of it is uncovered", () => {
    expect(report.trafficWeighted).toBeCloseTo(0.82, 12);
    expect(report.uncoveredTraffic.share).toBeCloseTo(0.18, 12);
    expect(report.uncoveredTraffic.low).toBeLessThan(0.18);
    expect(report.bothArms).toBeCloseTo(0.2, 12);
  });

  it("ranks what is untested by traffic × severity", () => {
    const graver = TEN.map((branch) => (branch.id === "d" ? { ...branch, severity: 5 } : branch));
    const ranked = buildBranchCoverageReport({ ...prompt, registered: graver }, BRANCH_QUESTION);
    const gaps = ({ branches }: typeof ranked) =>
      branches.filter(({ status }) => status === "gap").map(({ id }) => id);
    expect(gaps(report)).toEqual(["c", "d", "e", "f", "g"]);
    expect(gaps(ranked)).toEqual(["d", "c", "e", "f", "g"]);
    expect(ranked.riskWeighted).toBeLessThan(report.riskWeighted ?? 0);
  });

  it("suggests the traces that cover most, each for what it adds", () => {
    expect(report.suggestions.map(({ traceId }) => traceId)).toEqual(
      ["c", "d", "e", "f", "g"].map((branch) => `trace of ${branch}`),
    );
    expect(report.suggestions[0]?.gains).toEqual(["intent → c"]);
  });

  it("does not call one lucky hit covered", () => {
    const lucky = { ...prompt, evals: talliesOf({ a: 2 }) };
    const row = buildBranchCoverageReport(lucky, BRANCH_QUESTION).branches.find(
      ({ id }) => id === "a",
    );
    expect(row).toMatchObject({ status: "gap", evalHits: 2 });
  });
});

describe("the worked example", () => {
  const counts = [
    5200, 2100, 900, 700, 410, 300, 150, 90, 60, 40, 25, 12, 8, 5, 3, 2, 2, 1, 1, 1, 1, 1,
  ];
  const production = Object.fromEntries(counts.map((n, at) => [`p${at}`, n]));
  const evals = { p0: 3, p1: 3, p2: 3, p3: 3, p5: 3 };
  const report = buildBranchCoverageReport(branchFacts(production, evals), BRANCH_QUESTION);

  it("has the unseen mass, the estimate of Chao and the uncovered traffic of the paper's formulas", () => {
    expect(report.unseen.goodTuring).toBeCloseTo(0.000499401, 9);
    expect(report.unseen.chao1).toBeCloseTo(28.24938, 5);
    expect(report.unseen.low).toBeCloseTo(22.97325, 5);
    expect(report.unseen.high).toBeCloseTo(62.128, 3);
    expect(report.uncoveredTraffic.share).toBeCloseTo(0.0811027, 7);
    expect(report.paths.trafficWeighted).toBeCloseTo(0.9188973, 7);
    expect(report.paths.coverage).toBeCloseTo(0.2272727, 7);
  });
});

describe("what counts", () => {
  it("knows nothing of an empty window, and shows the registry alone", () => {
    const nothing = buildBranchCoverageReport(branchFacts({}, {}), BRANCH_QUESTION);
    expect(nothing).toMatchObject({
      requests: 0,
      coverage: null,
      trafficWeighted: null,
      borderline: null,
      uncoveredTraffic: { share: null, low: null },
      unseen: { goodTuring: null, chao1: null },
      verdict: { status: "unknown" },
    });
    const registry = buildBranchCoverageReport(
      branchFacts({}, {}, { registered: TEN }),
      BRANCH_QUESTION,
    );
    expect(registry).toMatchObject({ coverage: 0, trafficWeighted: null });
    expect(registry.branches.every(({ status }) => status === "unreached")).toBe(true);
  });

  it("lets evals of another prompt version cover nothing", () => {
    const production = [
      ...talliesOf({ a: 90 }, { prompt: "s", promptVersion: "v1", lastAt: new Date(1) }),
      ...talliesOf({ a: 10 }, { prompt: "s", promptVersion: "v2" }),
    ];
    const evals = [
      ...talliesOf({ a: 9 }, { prompt: "s", promptVersion: "v1" }),
      ...talliesOf({ a: 9 }),
    ];
    const facts = { ...branchFacts({}, {}), production, evals, registered: [aBranch("a")] };
    expect(buildBranchCoverageReport(facts, BRANCH_QUESTION)).toMatchObject({
      versions: [{ prompt: "s", promptVersion: "v2" }],
      coverage: 0,
      evalTraces: 0,
      otherVersionEvals: 18,
      branches: [{ status: "gap", productionHits: 100, evalHits: 0, otherVersionHits: 18 }],
    });
    const asked = { ...BRANCH_QUESTION, prompt: "s", promptVersion: "v1" };
    expect(buildBranchCoverageReport(facts, asked)).toMatchObject({
      coverage: 1,
      branches: [{ status: "covered", productionHits: 90 }],
    });
  });

  it("tells branches that nobody registered, and those only evals take", () => {
    const { branches, coverage, observed } = buildBranchCoverageReport(
      branchFacts({ a: 5 }, { b: 4 }),
      BRANCH_QUESTION,
    );
    expect(coverage).toBeNull();
    expect(observed).toEqual({ branches: 1, covered: 0 });
    expect(branches.map(({ id, status }) => [id, status])).toEqual([
      ["intent → a", "unregistered"],
      ["intent → b", "eval_only"],
    ]);
  });

  it("leaves out what is exempt until that runs out, and what is retired for good", () => {
    const exempt = (expiresAt: Date | null) =>
      aBranch("a", { status: "exempt", reason: "goes in June", expiresAt });
    const read = (branch: RegisteredBranch) =>
      buildBranchCoverageReport(
        branchFacts({ a: 5, b: 5 }, { b: 3 }, { registered: [branch, aBranch("b")] }),
        BRANCH_QUESTION,
      );
    expect(read(exempt(null))).toMatchObject({
      registered: 1,
      coverage: 1,
      untested: 0,
      exempt: 1,
    });
    const expired = read(exempt(BRANCH_AS_OF));
    expect(expired).toMatchObject({ registered: 2, coverage: 0.5, untested: 1 });
    expect(expired.verdict.because).toContain("exemption_expired");
    const retired = read(aBranch("a", { status: "retired" }));
    expect(retired).toMatchObject({ registered: 1, coverage: 1 });
  });

  it("does not tell an act twice that a registered branch is detected by", () => {
    const handoff = aBranch("escalation", { point: "support", detect: { action: "handoff*" } });
    const { branches } = buildBranchCoverageReport(
      branchFacts({ handoff: 7, respond: 90 }, {}, { registered: [handoff] }),
      BRANCH_QUESTION,
    );
    expect(branches.map(({ id }) => id)).toEqual(["intent → respond", "escalation"]);
  });

  it("covers close calls by pair", () => {
    const pair = (branch: string, runnerUp: string, production: number, evals: number) => ({
      branch: `intent → ${branch}`,
      runnerUp,
      limit: 0.03,
      production,
      evals,
    });
    const closePairs = [pair("a", "b", 15, 1), pair("b", "a", 5, 0)];
    const report = buildBranchCoverageReport(
      { ...branchFacts({ a: 100 }, {}), closePairs },
      BRANCH_QUESTION,
    );
    expect(report.closeMargins).toEqual([{ point: "intent", margin: 0.03 }]);
    expect(report.borderline).toBeCloseTo(15 / 20, 12);
  });
});

describe("properties", () => {
  const counts = fc.dictionary(fc.constantFrom("a", "b", "c", "d", "e"), fc.nat({ max: 500 }));

  it("parts add up, scaling changes no share, and more evals never cover less", () => {
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 2, max: 9 }), (production, evals, factor) => {
        const registered = ["a", "b", "c"].map((name) => aBranch(name));
        const build = (own: typeof production, tested: typeof evals) =>
          buildBranchCoverageReport(branchFacts(own, tested, { registered }), BRANCH_QUESTION);
        const report = build(production, evals);
        const hits = report.branches.reduce((sum, row) => sum + row.productionHits, 0);
        expect(hits).toBe(report.requests);
        const scaled = build(
          Object.fromEntries(Object.entries(production).map(([name, n]) => [name, n * factor])),
          evals,
        );
        expect(scaled.trafficWeighted).toEqual(
          report.trafficWeighted === null ? null : expect.closeTo(report.trafficWeighted, 9),
        );
        expect(scaled.coverage).toBe(report.coverage);
        const more = build(production, { ...evals, a: (evals["a"] ?? 0) + 3 });
        expect(more.coverage ?? 0).toBeGreaterThanOrEqual(report.coverage ?? 0);
        expect(more.uncoveredTraffic.share ?? 0).toBeLessThanOrEqual(
          report.uncoveredTraffic.share ?? 0,
        );
      }),
    );
  });
});

describe("a prompt's text", () => {
  const TEXT =
    "If the user asks about billing, hand off.\n\nIf the tool returns more than 50 rows, summarize before continuing.";

  it("proposes branches that are found again once they are confirmed", () => {
    const fact = { name: "support", version: "v1", text: TEXT };
    const proposed = buildPrompt(fact, []).conditionals.map(({ proposal }) => proposal);
    expect(proposed).toMatchObject([
      {
        id: "support/the-user-asks-about-billing",
        point: "support",
        branch: "the-user-asks-about-billing",
        prompt: "support",
        promptVersion: "v1",
        severity: 4,
        detect: { action: "handoff*" },
      },
      { id: "support/the-tool-returns-more-than-50-rows", detect: { rowsOver: 50 } },
    ]);
    const again = buildPrompt(fact, proposed).conditionals;
    expect(again.map(({ branchId }) => branchId)).toEqual(proposed.map(({ id }) => id));
  });

  it("keeps the id of a branch that was edited, and names those that are gone", () => {
    const confirmed = buildPrompt(
      { name: "support", version: "v1", text: TEXT },
      [],
    ).conditionals.map(({ proposal }) => proposal);
    const text = "If the user asks about a billing matter, hand off.";
    const next = buildPrompt({ name: "support", version: "v2", text }, confirmed);
    expect(next.conditionals).toMatchObject([
      {
        match: { status: "edited", id: "support/the-user-asks-about-billing" },
        branchId: null,
        proposal: { id: "support/the-user-asks-about-billing", promptVersion: "v2" },
      },
    ]);
    expect(next.removed).toMatchObject([{ id: "support/the-tool-returns-more-than-50-rows" }]);
  });

  it("diffs two versions, with what was covered and is not any more", () => {
    const text = `${TEXT}\n\nIf the user is angry, apologise.`.replace("50 rows", "80 rows");
    const prompt = { name: "support", version: "v2", text, against: { version: "v1", text: TEXT } };
    const confirmed = buildPrompt({ ...prompt, text: TEXT, version: "v1" }, []).conditionals;
    const registered = confirmed.map(({ proposal }) => proposal);
    const rows = registered[1]?.branch ?? "";
    const evals = talliesOf({ [rows]: 3 }, { prompt: "support", promptVersion: "v1" }).map((row) =>
      row.point === null ? row : { ...row, point: "support" },
    );
    const facts = { ...branchFacts({}, {}), prompt, registered, evals };
    const { diff } = buildBranchCoverageReport(facts, {
      ...BRANCH_QUESTION,
      prompt: "support",
      promptVersion: "v2",
    });
    expect(diff).toMatchObject({
      from: "v1",
      to: "v2",
      unchanged: 1,
      changes: [
        {
          change: "edited",
          before: "If the tool returns more than 50 rows, summarize before continuing.",
          isNowUncovered: true,
        },
        { change: "added", isCovered: false, isNowUncovered: false },
      ],
    });
    expect(extractConditionals(text)).toHaveLength(3);
  });
});
