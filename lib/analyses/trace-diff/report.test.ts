import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, Span } from "@/lib/domain/span";
import { seededRandom } from "@/lib/domain/statistics/random";
import { plantFork } from "@/test/plant-fork";
import { plantableRun } from "@/test/planted-run";
import { aSpan } from "@/test/span";
import { judgeTraceDiff } from "./gate";
import { buildTraceDiffReport, buildTraceDiffStep, type TraceDiffFacts } from "./report";
import { formatDiffMarkdown, formatDiffText } from "./report-text";

const run = (spans: readonly Span[]) => ({ traceId: spans[0]?.traceId ?? "", spans });
const diff = (
  a: readonly Span[],
  b: readonly Span[],
  more: Partial<TraceDiffFacts> = {},
  volatilePaths: readonly string[] = [],
) =>
  buildTraceDiffReport(
    { a: run(a), b: run(b), replicates: [], history: [], ...more },
    { volatilePaths },
  );

/** On a machine that is busy with other things. */
const SLOW_MS = 30_000;

const at = (second: number) => new Date(Date.parse("2026-03-01T12:00:00Z") + second * 1000);

/** An agent with these steps below it, one after the other. */
function aRun(traceId: string, steps: readonly Partial<Span>[], root: Partial<Span> = {}): Span[] {
  const children = steps.map((step, place) =>
    aSpan({
      traceId,
      spanId: `${traceId}${place + 1}`,
      parentId: `${traceId}0`,
      startedAt: at(place),
      ...step,
    }),
  );
  const endedAt = at(steps.length);
  const own = { kind: "agent", name: "agent", startedAt: at(0), endedAt } as const;
  return [
    aSpan({ traceId, spanId: `${traceId}0`, ...own, input: "Where is my order?", ...root }),
    ...children,
  ];
}

const tool = (name: string, args: Json, result: Json): Partial<Span> => ({
  kind: "tool",
  name,
  tool: { name, callId: null, arguments: args, result, definitions: null, rawBytes: null },
});
const llm = (input: Json, output: Json, more: Partial<Span> = {}): Partial<Span> => ({
  kind: "llm",
  name: "chat",
  input,
  output,
  ...more,
});
const retrieval = (ids: readonly string[], index: string | null = null): Partial<Span> => ({
  kind: "retrieval",
  name: "kb",
  retrieval: {
    query: "order",
    index,
    documents: ids.map((id) => ({ id, score: null, content: null, metadata: null })),
  },
});
const axis = (report: ReturnType<typeof diff>, name: string) =>
  report.envelope.find((entry) => entry.axis === name);

describe("the headline", () => {
  it("says where, what and why in one line", () => {
    const steps = (side: string, documents: readonly string[], index: string) =>
      aRun(side, [
        ...Array.from({ length: 5 }, (_, n) => tool(`tool_${n}`, { n }, { n })),
        retrieval(documents, index),
        ...Array.from({ length: 16 }, (_, n) => llm(`${side} asks ${n}`, `${side} says ${n}`)),
      ]);
    const report = diff(
      steps("a", ["doc_1", "doc_12"], "v41"),
      steps("b", ["doc_1", "doc_88"], "v42"),
    );
    expect(report.headline.text).toBe(
      "Forked at step 7 of 23: retrieval returned doc_88 instead of doc_12 (index v41 → v42). 16 later steps are consequences.",
    );
    expect(report.fork).toMatchObject({
      index: 6,
      a: "a6",
      b: "b6",
      kind: "retrieval",
      cause: { class: "retrieval", axis: "retrieval_index", change: "set" },
    });
    expect(report.consequences).toBe(16);
    expect(report.causes[0]?.cause).toBe("retrieval_index");
    expect(report.steps[6]?.detail?.retrieval).toMatchObject({ jaccard: 1 / 3, isShuffled: false });
  });
});

describe("alignment", () => {
  it("finds one step moved and one inserted in the worked example", () => {
    const order = tool("order", { id: 1 }, { total: 5 });
    const refund = tool("refund_policy", {}, { days: 30 });
    const escalate = tool("escalate", {}, { ticket: 9 });
    const [plan, answer] = [llm("q", "plan"), llm("all", "bye", { name: "answer" })];
    const kb = retrieval(["d1"]);
    const { steps } = diff(
      aRun("a", [plan, kb, order, refund, answer]),
      aRun("b", [plan, order, kb, refund, escalate, answer]),
    );
    const count = (pairing: string) => steps.filter((step) => step.pairing === pairing).length;
    expect([count("matched"), count("moved"), count("inserted"), count("deleted")]).toEqual([
      5, 1, 1, 0,
    ]);
  });

  it("survives ten thousand steps inside one another, and orphans", { timeout: SLOW_MS }, () => {
    const chain = (side: string) =>
      Array.from({ length: 10_000 }, (_, depth) =>
        aSpan({
          traceId: side,
          spanId: `${side}${depth}`,
          parentId: depth === 0 ? null : `${side}${depth - 1}`,
        }),
      );
    expect(diff(chain("a"), chain("b")).fork).toBeNull();
    const orphan = aSpan({ traceId: "o", parentId: "never came", ...tool("t", {}, 1) });
    expect(diff([orphan], [orphan]).steps).toHaveLength(1);
  });
});

describe("properties", { timeout: SLOW_MS }, () => {
  const seeds = fc.integer({ min: 0, max: 10_000 });
  const kinds = fc.constantFrom("tool result", "prompt", "retrieval set", "context cut");

  it("a run does not differ from itself", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const spans = plantableRun(seed);
        const report = diff(spans, spans);
        expect(report).toMatchObject({ fork: null, consequences: 0, causes: [], distance: 0 });
        expect(report.steps.every((step) => step.class === "identical")).toBe(true);
        expect(report.envelope.some(({ status }) => status === "changed")).toBe(false);
      }),
      { numRuns: 20 },
    );
  });

  it("mirrored runs give a mirrored report", () => {
    fc.assert(
      fc.property(seeds, kinds, (seed, kind) => {
        const spans = plantableRun(seed);
        const other = plantFork(spans, kind, seededRandom(seed))?.spans ?? spans;
        const [there, back] = [diff(spans, other), diff(other, spans)];
        const pairs = ({ steps }: typeof there, mirror: boolean) =>
          steps.map(({ a, b }) => (mirror ? `${b} ${a}` : `${a} ${b}`)).sort();
        expect(pairs(back, true)).toEqual(pairs(there, false));
        expect([back.fork?.b, back.fork?.a]).toEqual([there.fork?.a, there.fork?.b]);
        expect(back.distance).toBeCloseTo(there.distance, 12);
        expect(back.consequences).toBe(there.consequences);
      }),
      { numRuns: 25 },
    );
  });

  it("order of arrival, ids, and the order of steps at the same time change nothing", () => {
    const together = (side: string, names: readonly string[]) =>
      aRun(side, [
        llm("q", "go"),
        ...names.map((name) => ({
          ...tool(name, { name }, { from: name, request_id: side }),
          startedAt: at(5),
          endedAt: at(8),
        })),
        { ...llm("all", `${side} answers ${side}`), startedAt: at(9) },
      ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(["w", "x", "y", "z"], { minLength: 4 }), (names) => {
        const report = diff(together("a", ["w", "x", "y", "z"]), together("b", names).toReversed());
        const differing = report.steps.filter((step) => step.class !== "identical");
        expect(differing.map(({ a, b }) => [a, b])).toEqual([["a6", "b6"]]);
        expect(report.fork?.a).toBe("a6");
        expect(report.ignored).toMatchObject([{ path: "/result/request_id", pairs: 4 }]);
      }),
    );
  });

  it("a harmless retry moves no fork and shows as attempts", () => {
    const steps = [llm("q", "go"), tool("t", { x: 1 }, { y: 2 }), llm("r", "end")];
    const failed = {
      ...tool("t", { x: 1 }, null),
      status: { code: "error", message: "busy" },
    } as const;
    const retried = aRun("b", [
      llm("q", "go"),
      failed,
      failed,
      tool("t", { x: 1 }, { y: 2 }),
      llm("r", "end"),
    ]);
    const report = diff(aRun("a", steps), retried);
    expect(report.fork).toBeNull();
    expect(report.steps[2]).toMatchObject({ pairing: "matched", attempts: { a: 1, b: 3 } });
  });

  it("a call repeated with another result is no retry", () => {
    const poll = (state: string) => tool("poll", { job: 1 }, { state });
    const { steps } = diff(aRun("a", [poll("done")]), aRun("b", [poll("waiting"), poll("done")]));
    expect(steps.some(({ pairing }) => pairing === "inserted")).toBe(true);
  });
});

describe("what is not compared", () => {
  it("is told: built-in paths, the project's, and generated ids that only one run has", () => {
    const result = (id: string, etag: string, job: string) => ({
      created_at: id,
      etag,
      job,
      ok: true,
    });
    const step = (id: string, etag: string, job: string) =>
      tool("t", { x: 1 }, result(id, etag, job));
    const report = diff(
      aRun("a", [step("1", "e1", "3f2b8a4e-1c9d-4e7a-8b6f-0a1b2c3d4e5f")]),
      aRun("b", [step("2", "e2", "7c1e9b3a-5d2f-4a8c-9e0b-1f2e3d4c5b6a")]),
      {},
      ["/result/etag"],
    );
    expect(report.fork).toBeNull();
    expect(report.ignored.map(({ path, reason }) => [path, reason])).toEqual([
      ["/result/created_at", "built_in"],
      ["/result/etag", "project"],
      ["/result/job", "built_in"],
    ]);
  });

  it("is learned from repeated runs, which also give the noise floor", () => {
    const said = ["Red fox", "Blue sky", "Green hill", "Old stone"];
    const repeated = (n: number) =>
      aRun(`r${n}`, [
        tool("t", {}, { nonce: n, total: 7 }),
        llm("q", `${said[n % said.length]} it is`),
      ]);
    const replicates = Array.from({ length: 6 }, (_, n) => run(repeated(n)));
    const report = diff(repeated(10), repeated(11), { replicates });
    expect(report.ignored).toMatchObject([{ path: "/result/nonce", reason: "learned" }]);
    expect(report.noise?.replicates).toBe(6);
    expect(report.steps[2]?.isWithinNoise).toBe(true);
    expect(report.headline.text).toContain("Repeated runs of one envelope differ as much");
    const other = aRun("x", [tool("t", {}, { nonce: 1, total: 8 }), llm("q", "Green hill it is")]);
    expect(diff(repeated(10), other, { replicates }).fork).toMatchObject({
      a: "r101",
      kind: "tool",
    });
  });

  it("keeps an id that both runs saw", () => {
    const [one, two] = [
      "3f2b8a4e-1c9d-4e7a-8b6f-0a1b2c3d4e5f",
      "7c1e9b3a-5d2f-4a8c-9e0b-1f2e3d4c5b6a",
    ];
    const list = tool("list", {}, [one, two]);
    const report = diff(
      aRun("a", [list, tool("open", { order: one }, { ok: true })]),
      aRun("b", [list, tool("open", { order: two }, { ok: true })]),
    );
    expect(report.fork?.cause.class).toBe("tool_argument");
  });
});

describe("the envelope", () => {
  it("calls unknown what either run does not say", () => {
    const told = { model: { requested: "gpt-4o", served: null, fingerprint: null } };
    const report = diff(aRun("a", [llm("q", "x", told)]), aRun("b", [llm("q", "x")]));
    expect(axis(report, "model")).toMatchObject({
      status: "unknown",
      a: "gpt-4o",
      b: null,
      missing: "b",
    });
    expect(axis(report, "harness")).toMatchObject({ status: "unknown", missing: "both" });
  });

  it("sees another snapshot under the same alias", () => {
    const served = (name: string) => ({
      model: { requested: "gpt-4o", served: name, fingerprint: null },
    });
    const report = diff(
      aRun("a", [llm("q", "Yes, 30 days.", served("gpt-4o-05"))]),
      aRun("b", [llm("q", "No.", served("gpt-4o-08"))]),
    );
    expect(axis(report, "model")?.status).toBe("changed");
    expect(axis(report, "model_requested")?.status).toBe("same");
    expect(axis(report, "model_served")).toMatchObject({
      status: "changed",
      a: "gpt-4o-05",
      b: "gpt-4o-08",
    });
    expect(report.steps[1]).toMatchObject({ class: "origin_envelope", axes: ["model"] });
    expect(report.fork?.cause).toMatchObject({ class: "envelope", axis: "model" });
  });

  it("tells tools apart by name, description and schema, and prompts by word", () => {
    const definitions = (search: string, more: string) => [
      { name: "search", description: search, parameters: { type: "object" } },
      { name: more, description: null, parameters: null },
    ];
    const facts = { name: null, callId: null, arguments: null, result: null, rawBytes: null };
    const step = (prompt: string, search: string, more: string) =>
      llm(
        [
          { role: "system", content: prompt },
          { role: "user", content: "hi" },
        ],
        "hello",
        {
          tool: { ...facts, definitions: definitions(search, more) },
        },
      );
    const report = diff(
      aRun("a", [step("Be kind and brief.", "Finds pages", "old")]),
      aRun("b", [step("Be kind and thorough.", "Finds documents", "new")]),
    );
    expect(axis(report, "tools")?.parts.map(({ name, change }) => `${name} ${change}`)).toEqual([
      "new added",
      "old removed",
      "search description",
    ]);
    expect(axis(report, "prompt")?.words).toContainEqual({ change: "added", text: "thorough." });
    expect(report.fork).toBeNull();
    expect(report.headline.text).toContain("although prompt, tools changed");
  });
});

describe("what a fork is put down to", () => {
  it("is the model, when the same input led to another tool", () => {
    const call = (name: string, id: number): Json => [
      { role: "assistant", parts: [{ type: "tool_call", id: null, name, arguments: { id } }] },
    ];
    const asked = (name: string, id: number) =>
      llm([{ role: "user", content: "q" }], call(name, id));
    const a = aRun("a", [asked("get_order", 1), tool("get_order", { id: 1 }, { ok: true })]);
    const other = diff(a, aRun("b", [asked("search", 1), tool("search", { id: 1 }, { ok: true })]));
    expect(other.fork).toMatchObject({ a: "a1", kind: "llm", cause: { class: "sampling" } });
    expect(other.fork?.summary).toContain("called search instead of get_order");
    expect(other.steps[1]).toMatchObject({ class: "origin_stochastic", features: ["tool_calls"] });
    const argument = diff(
      a,
      aRun("b", [asked("get_order", 2), tool("get_order", { id: 2 }, { ok: true })]),
    );
    expect(argument.fork?.summary).toContain("get_order with /id 2 instead of 1");
  });

  it("is the model that asked for it, when one run has a step more", () => {
    const report = diff(
      aRun("a", [llm("q", "thinking"), llm("r", "bye")]),
      aRun("b", [llm("q", "thinking"), tool("search", {}, [1]), llm("r", "bye")]),
    );
    expect(report.fork).toMatchObject({ a: "a1", b: "b1", kind: "llm" });
    expect(report.steps[2]).toMatchObject({ pairing: "inserted", role: "consequence" });
  });

  it("is the step inside, not the wrapper whose answer came of it", () => {
    const nested = (side: string, found: string) => {
      const [agent, wrapper, ...steps] = aRun(side, [
        { ...llm("q", `So: ${found}`), endedAt: at(9) },
        llm("q", "looking"),
        tool("find", {}, { found }),
        llm(`q ${found}`, `So: ${found}`),
      ]);
      if (!agent || !wrapper) return [];
      return [agent, wrapper, ...steps.map((step) => ({ ...step, parentId: wrapper.spanId }))];
    };
    const report = diff(nested("a", "one"), nested("b", "two hundred"));
    expect(report.fork).toMatchObject({ a: "a3", kind: "tool" });
    expect(report.steps[1]).toMatchObject({ a: "a1", class: "propagated", role: null });
    expect(report.consequences).toBe(1);
  });

  it("is the part of the conversation that a model did not see", () => {
    const said = ["one", "two", "three", "four"].map((content) => ({ role: "user", content }));
    const report = diff(
      aRun("a", [llm(said, "All four.")]),
      aRun("b", [llm(said.toSpliced(1, 2), "Only two of them, sorry.")]),
    );
    expect(report.fork?.cause.class).toBe("context");
    expect(report.fork?.summary).toContain("did not see 2 of its messages");
  });

  it("leaves wording out, and not a number or a negation", () => {
    const answer = (text: string) => aRun("a", [llm("q", text)]);
    const said =
      "You can return the shoes within 30 days, and the refund reaches your account within a week of that.";
    const fork = (text: string) => diff(answer(said), aRun("b", [llm("q", text)])).fork;
    expect(fork(`**${said}**`)).toBeNull();
    expect(fork(said.replace("30", "40"))).not.toBeNull();
    expect(fork(said.replace("can return", "can not return"))).not.toBeNull();
  });
});

it("tells any step closely on request", () => {
  const other = (side: string) =>
    aRun(
      side,
      Array.from({ length: 130 }, (_, n) => tool("t", { n, side }, { n, side })),
    );
  const [a, b] = [other("a"), other("b")];
  expect(diff(a, b).steps[120]).toMatchObject({ role: "consequence", detail: null });
  const facts = { a: run(a), b: run(b), replicates: [], history: [] };
  expect(buildTraceDiffStep(facts, { volatilePaths: [] }, 120)).toMatchObject({
    arguments: [{ pointer: "/side", change: "changed", a: "a", b: "b" }],
    values: [{ pointer: "/side", change: "changed", a: "a", b: "b" }],
  });
});

describe("runs that cannot be compared", () => {
  it("by question: structure only, and it says so", () => {
    const report = diff(
      aRun("a", [llm("q", "x")], { input: "Where is order 12?" }),
      aRun("b", [llm("p", "y")], { input: "Where is order 13?" }),
    );
    expect(report).toMatchObject({
      fork: null,
      causes: [],
      comparable: { status: "different_question" },
    });
    expect(report.headline.text).toContain("Not the same question");
    expect(judgeTraceDiff(report, ["structural"]).verdict).toBe("inconclusive");
  });

  it("by content: sizes are compared, materiality is unknown", () => {
    const usage = (outputTokens: number) => ({
      usage: {
        inputTokens: 10,
        outputTokens,
        cachedInputTokens: null,
        cacheWriteInputTokens: null,
        reasoningTokens: null,
      },
    });
    const silent = (outputTokens: number) => llm(null, null, usage(outputTokens));
    const report = diff(aRun("a", [silent(5), silent(7)]), aRun("b", [silent(5), silent(9)]));
    expect(report.comparable.content).toBe("metadata");
    expect(report.fork?.a).toBe("a2");
    expect(report.steps[2]?.materiality).toBe("unknown");
    expect(judgeTraceDiff(report, ["material"]).verdict).toBe("inconclusive");
  });
});

describe("the gate and the texts", () => {
  const a = aRun("a", [tool("t", { x: 1 }, { y: 2 }), llm("q", "bye")]);
  const b = aRun("b", [tool("t", { x: 1 }, { y: 3 }), tool("u", {}, {}), llm("q", "bye")]);

  it("blocks only on what it is told to", () => {
    const report = diff(a, b);
    expect(judgeTraceDiff(report, ["structural"]).verdict).toBe("block");
    expect(judgeTraceDiff(report, ["decision"]).verdict).toBe("pass");
    expect(
      judgeTraceDiff(report, ["decision", "material"]).reasons.map(({ code }) => code),
    ).toEqual(["material"]);
    expect(judgeTraceDiff(diff(a, a), ["any"])).toMatchObject({ verdict: "pass" });
  });

  it("lead with the fork, and let nothing in a trace become markup", () => {
    const report = diff(
      a,
      aRun("b", [tool("t", { x: 1 }, { y: "<img> @all [x](y)" }), llm("q", "bye")]),
    );
    expect(formatDiffText(report)).toMatch(/^Forked at step 2 of 3: t returned \/y/);
    const markdown = formatDiffMarkdown(report).split("<details>")[0] ?? "";
    expect(markdown).toContain("\\<img\\>");
    expect(markdown).not.toContain("@all");
  });
});
