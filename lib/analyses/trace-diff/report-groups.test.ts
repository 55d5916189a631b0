import { describe, expect, it } from "vitest";
import type { Span } from "@/lib/domain/span";
import { aSpan } from "@/test/span";
import { buildTraceGroupReport } from "./report-groups";

/** A run with these tools below its root, in order. */
function aRun(traceId: string, tools: readonly string[], question = "q") {
  const start = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second));
  const root = { kind: "agent", name: "agent", input: question, endedAt: start(59) } as const;
  const spans: Span[] = [
    aSpan({ traceId, spanId: "root", startedAt: start(0), ...root }),
    ...tools.map((name, at) =>
      aSpan({
        traceId,
        spanId: `${at}`,
        parentId: "root",
        kind: "tool",
        name,
        startedAt: start(at),
        tool: {
          name,
          callId: null,
          arguments: {},
          result: name,
          definitions: null,
          rawBytes: null,
        },
      }),
    ),
  ];
  return { traceId, spans };
}
const runs = (side: string, count: number, tools: readonly string[]) =>
  Array.from({ length: count }, (_, at) => aRun(`${side}${at}`, tools, `question ${at}`));
const report = (groupA: ReturnType<typeof runs>, groupB: ReturnType<typeof runs>) =>
  buildTraceGroupReport({ groupA, groupB }, { volatilePaths: [] });

describe("two groups of runs", () => {
  const good = runs("a", 20, ["search", "order"]);
  const bad = [...runs("b", 4, ["search", "order"]), ...runs("c", 16, ["search", "escalate"])];

  it("are laid over each other per trace, whatever their sizes", () => {
    const { graph } = report(good.slice(0, 10), bad);
    const change = Object.fromEntries(graph.map((node) => [node.label, node]));
    expect(change["search"]).toMatchObject({
      perTraceA: 1,
      perTraceB: 1,
      change: "same",
      percent: 0,
    });
    expect(change["escalate"]).toMatchObject({
      perTraceA: 0,
      perTraceB: 0.8,
      change: "added",
      percent: 100,
    });
    expect(change["order"]).toMatchObject({ change: "less", shareB: 0.2 });
    expect(graph[0]).toMatchObject({ label: "agent", parent: null });
    expect(change["order"]?.id).toBe("agent\torder__LEAF__");
  });

  it("show which shapes of run became more frequent, and from what", () => {
    const { signatures, separation, headline } = report(good, bad);
    const [first, second] = signatures;
    expect(first).toMatchObject({ isDifferent: true, tracesA: expect.any(Number) });
    const gained = signatures.find(({ tracesA }) => tracesA === 0);
    expect(gained).toMatchObject({
      tracesB: 16,
      label: "agent → search → escalate",
      exampleB: "c0",
    });
    expect(gained?.precursors).toEqual([gained?.id === first?.id ? second?.id : first?.id]);
    expect(separation.p).toBeLessThan(0.01);
    expect(headline).toContain("take different paths");
  });

  it("count where matched runs fork", () => {
    const { forks, matchedPairs, forkless } = report(good, runs("b", 5, ["search", "escalate"]));
    expect([matchedPairs, forkless]).toEqual([5, 0]);
    expect(forks).toMatchObject([{ kind: "tool", pairs: 5, share: 1 }]);
  });

  it("do not differ from themselves, and cannot be told apart when tiny", () => {
    const same = report(good, good);
    expect(same.separation).toMatchObject({ statistic: 0, p: 1 });
    expect(same.signatures.every(({ isDifferent }) => !isDifferent)).toBe(true);
    expect(same.headline).toContain("No separation");
    expect(report(good.slice(0, 1), []).headline).toContain("Cannot tell");
    expect(report([], []).graph).toEqual([]);
  });
});
