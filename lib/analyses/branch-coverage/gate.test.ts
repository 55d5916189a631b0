import { describe, expect, it } from "vitest";
import {
  aBranch,
  BRANCH_AS_OF,
  BRANCH_QUESTION,
  branchFacts,
  talliesOf,
} from "@/test/branch-facts";
import { branchCoverageConditions, judgeBranchCoverage } from "./gate";
import { buildBranchCoverageReport } from "./report";
import type { BranchCoverageFacts, ShiftSide } from "./report-facts";

const build = (facts: BranchCoverageFacts, question = BRANCH_QUESTION) =>
  buildBranchCoverageReport(facts, question);
const judge = (facts: BranchCoverageFacts) => judgeBranchCoverage(build(facts));
const codes = (facts: BranchCoverageFacts) => judge(facts).reasons.map(({ code }) => code);

/** Two weeks of a point before a change and a week after, by day. */
function sidesOf(branch: string, before: [number, number], after: [number, number]): ShiftSide[] {
  const side = (name: "before" | "after", [fired, reached]: [number, number], buckets: number) => [
    { side: name, point: "intent", branch, n: fired, ...spread(fired ** 2 / reached) },
    { side: name, point: "intent", branch: null, n: reached, ...spread(buckets) },
    { side: name, point: null, branch: null, n: reached, ...spread(buckets) },
  ];
  return [...side("before", before, 14), ...side("after", after, 7)];
  function spread(value: number) {
    return { spread: value, spreadOfWhole: value };
  }
}

const deploy = (sides: readonly ShiftSide[]) =>
  branchFacts(
    { handoff: 160, answer: 3_840 },
    { handoff: 3, answer: 3 },
    {
      registered: [aBranch("handoff", { severity: 4 }), aBranch("answer")],
      change: {
        kind: "release",
        title: "v12",
        since: new Date("2026-05-20T00:00:00Z"),
        until: new Date("2026-05-27T00:00:00Z"),
        isYoung: false,
      },
      sides,
    },
  );

describe("judgeBranchCoverage", () => {
  it("passes when evals cover what matters", () => {
    expect(judge(deploy(sidesOf("handoff", [40, 2_000], [44, 2_000])))).toMatchObject({
      verdict: "pass",
      reasons: [{ code: "covered" }],
    });
  });

  it("blocks when a branch fires three times as often as before the deploy", () => {
    const facts = deploy(sidesOf("handoff", [40, 2_000], [120, 2_000]));
    expect(build(facts).shifts[0]).toMatchObject({
      branch: "handoff",
      before: 0.02,
      after: 0.06,
      firing: true,
    });
    expect(judge(facts)).toEqual({
      verdict: "block",
      reasons: [
        {
          code: "firing_shift",
          message: "Since release v12 `handoff` fires 3.0 times as often (2.0 % → 6.0 %).",
        },
      ],
    });
  });

  it("blocks on a branch of high severity that no eval covers, unless it is exempt", () => {
    const facts = (more: object) =>
      branchFacts({ a: 5 }, { a: 3 }, { registered: [aBranch("a"), aBranch("b", more)] });
    expect(codes(facts({ severity: 5 }))).toEqual(["high_severity_uncovered"]);
    expect(codes(facts({ severity: 3 }))).toEqual(["covered"]);
    expect(codes(facts({ severity: 5, status: "exempt", reason: "being removed" }))).toEqual([
      "covered",
    ]);
  });

  it("cannot tell without registered branches or without evals of this version", () => {
    expect(codes(branchFacts({ a: 5 }, { a: 3 }))).toEqual(["no_branches"]);
    const untested = branchFacts({ a: 5 }, {}, { registered: [aBranch("a", { severity: 5 })] });
    expect(judge(untested).verdict).toBe("inconclusive");
    const other = {
      ...untested,
      production: talliesOf({ a: 5 }, { prompt: "s", promptVersion: "v2" }),
      evals: talliesOf({ a: 9 }, { prompt: "s", promptVersion: "v1" }),
    };
    expect(judge(other).reasons).toEqual([
      { code: "no_evals", message: "No eval trace of s@v2 in 90 days, 9 of other versions." },
    ]);
  });

  it("blocks a prompt version whose changed branches its evals do not hit", () => {
    const earlier = "If the user asks about billing, answer.";
    const facts = branchFacts(
      {},
      {},
      {
        prompt: {
          name: "s",
          version: "v2",
          text: `${earlier}\n\nIf the user is angry, apologise.`,
          against: { version: "v1", text: earlier },
        },
        registered: [aBranch("billing")],
        evals: talliesOf({ billing: 3 }, { prompt: "s", promptVersion: "v2" }),
      },
    );
    const asked = { ...BRANCH_QUESTION, prompt: "s", promptVersion: "v2" };
    expect(judgeBranchCoverage(build(facts, asked))).toMatchObject({
      verdict: "block",
      reasons: [
        { code: "patch_uncovered", message: "1 branch touched since v1, 1 uncovered." },
        { code: "branch_uncovered" },
      ],
    });
  });
});

describe("branchCoverageConditions", () => {
  it("tells of shifts, of what is untested and of exemptions that ran out, each under its own key", () => {
    const facts = {
      ...deploy(sidesOf("handoff", [40, 2_000], [120, 2_000])),
      evals: talliesOf({ answer: 3 }),
    };
    const expired = aBranch("old", { status: "exempt", reason: "x", expiresAt: BRANCH_AS_OF });
    const conditions = branchCoverageConditions(
      build({ ...facts, registered: [...facts.registered, expired] }),
    );
    const firing = conditions.filter((condition) => condition.firing).map(({ key }) => key);
    expect(firing).toEqual([
      "firing_shift:intent → handoff",
      "untested_branch:handoff",
      "exemption_expired:old",
    ]);
    expect(new Set(conditions.map(({ key }) => key)).size).toBe(conditions.length);
  });
});
