import { describe, expect, it } from "vitest";
import { buildComparison, type PairComparison } from "@/lib/analyses/trace-diff/report-comparison";
import type { Span } from "@/lib/domain/span";
import { aSpan } from "@/test/span";
import { foldRows, foldsAround } from "./fold-rows";
import { preparePair } from "./prepare";
import { prepareGroups } from "./prepare-groups";
import { isDifference } from "./row-view";

const minute = (n: number) => new Date(Date.UTC(2026, 2, 1, 12, n));

/** An agent that calls one tool after the other; each says what its place in `results` says. */
function aRun(traceId: string, results: readonly string[], input = "q"): Span[] {
  const root = aSpan({
    traceId,
    kind: "agent",
    name: "agent",
    input,
    output: results.join(" "),
    startedAt: minute(0),
  });
  const steps = results.map((result, place) =>
    aSpan({
      traceId,
      parentId: root.spanId,
      kind: "tool",
      name: `tool${place}`,
      startedAt: minute(place + 1),
      tool: {
        name: `tool${place}`,
        callId: null,
        arguments: { place },
        result: { said: result },
        definitions: null,
        rawBytes: null,
      },
    }),
  );
  return [{ ...root, endedAt: minute(59) }, ...steps];
}

function compare(a: readonly Span[], b: readonly Span[]): PairComparison {
  const facts = {
    kind: "pair",
    a: { traceId: "a", spans: a },
    b: { traceId: "b", spans: b },
    replicates: [],
    history: [],
    volatilePaths: [],
  } as const;
  const report = buildComparison(facts);
  if (report.kind !== "pair") throw new Error("not a pair");
  return report;
}

const same = ["1", "2", "3", "4", "5"];
const forked = compare(aRun("a", [...same, "x6", "x7", "x8", "x9"]), [
  ...aRun("b", [...same, "y6", "y7", "y8", "y9"]),
]);

const linesOf = (report: PairComparison, opened: readonly string[] = []) =>
  foldRows(preparePair(report).rows, new Set(opened)).map((line) => {
    if (line.type === "row") return line.row.label;
    return line.type === "fork" ? `FORK ${line.step}` : line.text;
  });

describe("two runs", () => {
  it("show the fork, with what is identical before it and all that follows folded", () => {
    expect(linesOf(forked)).toEqual([
      "agent",
      "5 identical steps",
      "FORK 7",
      "tool5",
      "3 consequences",
    ]);
    expect(preparePair(forked).verdict).toMatchObject({ status: "broken", word: "forked" });
  });

  it("open what is folded, and nothing else", () => {
    const { rows } = preparePair(forked);
    expect(linesOf(forked, foldsAround(rows, 8))).toEqual([
      "agent",
      "5 identical steps",
      "FORK 7",
      "tool5",
      "3 consequences",
      "tool6",
      "tool7",
      "tool8",
    ]);
    expect(foldsAround(rows, 6)).toEqual([]);
  });

  it("do not take the step that holds the fork for a difference of its own", () => {
    expect(preparePair(forked).rows[0]).toMatchObject({ look: "quiet", words: "holds the fork" });
  });

  it("say that nothing differs, in one line", () => {
    const report = compare(aRun("a", same), aRun("b", same));
    expect(linesOf(report)).toEqual(["6 identical steps"]);
    expect(preparePair(report)).toMatchObject({
      verdict: { status: "ok", word: "no fork" },
      causes: [],
      details: {},
    });
    expect(preparePair(report).rows.filter(isDifference)).toEqual([]);
  });

  it("of different questions cannot be told apart", () => {
    const report = compare(
      aRun("a", same, "Where is my refund?"),
      aRun("b", ["z"], "Book a table"),
    );
    const { verdict } = preparePair(report);
    expect(verdict.status).toBe("unknown");
    expect(verdict.notes.length).toBeGreaterThan(1);
  });

  it("say of a step that one run lacks which one has it", () => {
    const report = compare(aRun("a", ["1", "2"]), aRun("b", ["1", "2", "3"]));
    const { rows } = preparePair(report);
    expect(rows.at(-1)).toMatchObject({ a: null, look: "differs", words: "only in B" });
  });
});

describe("the envelope", () => {
  it("has every axis as a chip, and only what changed or one run says as a row", () => {
    const call = (traceId: string, temperature: number) => [
      aSpan({ traceId, kind: "llm", input: "q", output: "r", sampling: { temperature } }),
    ];
    const { envelope } = preparePair(compare(call("a", 0), call("b", 1)));
    expect(envelope.chips).toContainEqual({ axis: "sampling", status: "changed", note: "" });
    expect(envelope.chips).toContainEqual({
      axis: "retrieval index",
      status: "unknown",
      note: "neither run says",
    });
    expect(envelope.rows).toEqual([
      {
        id: "/sampling",
        axis: "sampling",
        isPart: false,
        status: "changed",
        a: '{"temperature":0}',
        b: '{"temperature":1}',
        note: "",
      },
      {
        id: "sampling/temperature/changed",
        axis: "temperature",
        isPart: true,
        status: "changed",
        a: "0",
        b: "1",
        note: "changed",
      },
    ]);
  });
});

describe("two groups", () => {
  const groupOf = (name: string, results: readonly string[], count: number) =>
    Array.from({ length: count }, (_, n) => ({
      traceId: `${name}${n}`,
      spans: aRun(`${name}${n}`, results),
    }));

  const groups = (countA: number, countB: number) => {
    const report = buildComparison({
      kind: "groups",
      groupA: groupOf("a", ["1"], countA),
      groupB: groupOf("b", ["1", "2"], countB),
      isCutA: true,
      isCutB: false,
      volatilePaths: [],
    });
    if (report.kind !== "groups") throw new Error("not groups");
    return prepareGroups(report);
  };

  it("give counts with their intervals, an example of each, and say what was cut", () => {
    const { verdict, signatures, graph } = groups(8, 8);
    expect(verdict).toMatchObject({ status: "broken", word: "apart" });
    expect(verdict.notes.join(" ")).toContain("of A (8) these are the latest");
    expect(signatures[0]?.a).toMatch(/^(8|0) of 8, (100\.0|0\.0) % \(/);
    expect(graph.find(({ label }) => label.startsWith("tool1"))).toMatchObject({
      perTraceA: "0.00",
      perTraceB: "1.00",
      depth: 1,
    });
  });

  it("of one run each tell nothing", () => {
    expect(groups(1, 1).verdict.status).toBe("unknown");
  });

  it("without a run have no share", () => {
    expect(groups(0, 3).signatures[0]?.a).toBe("no traces");
  });
});
