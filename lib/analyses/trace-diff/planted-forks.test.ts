import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Span } from "@/lib/domain/span";
import { type Random, seededRandom } from "@/lib/domain/statistics/random";
import type { Fork } from "@/lib/domain/trace-diff/trace-diff";
import { type Transcript, transcriptSpans } from "@/lib/ingest/chat-transcript";
import { nativeSpan } from "@/lib/ingest/native-span";
import { spanOfNative } from "@/lib/ingest/span-of-native";
import { parseTranscripts } from "@/lib/ingest/transcript-file";
import { PLANTED, type Planted, type PlantedFork, plantFork } from "@/test/plant-fork";
import { plantableRun } from "@/test/planted-run";
import { buildTraceDiffReport } from "./report";

const RECORDED = "../shared/data/tau-bench/gpt-4o-airline.json";
/** docs/analyses/trace-diff.md tells the rates over 100 runs of each sort; so many are enough to notice a loss. */
const RUNS = 12;
const SLOW_MS = 60_000;

const inOrder = (spans: readonly Span[]) =>
  [...spans].sort(
    (a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.parentId === null ? -1 : 0),
  );

function report(a: readonly Span[], b: readonly Span[]) {
  const run = (spans: readonly Span[]) => ({ traceId: spans[0]?.traceId ?? "", spans });
  return buildTraceDiffReport(
    { a: run(a), b: run(b), replicates: [], history: [] },
    { volatilePaths: [] },
  );
}

/** Nearby seeds begin alike; some draws later they have nothing in common. */
function scattered(seed: number): Random {
  const random = seededRandom(seed);
  for (let draw = 0; draw < 20; draw += 1) random();
  return random;
}

type Tally = { planted: number; step: number; cause: number };

/** Plants each kind once into every run and counts what is found. */
function evaluate(runs: readonly (readonly Span[])[], kinds: readonly Planted[]) {
  return kinds.map((kind): Tally & { kind: Planted } => {
    const found = runs.flatMap((run, seed) => {
      const planted = plantFork(run, kind, scattered(seed * 7_919 + kind.length));
      return planted ? [compareFound(planted, report(run, planted.spans).fork)] : [];
    });
    return {
      kind,
      planted: found.length,
      step: found.filter(({ isStep }) => isStep).length,
      cause: found.filter(({ isStep, isCause }) => isStep && isCause).length,
    };
  });
}

function compareFound({ at, cause }: PlantedFork, fork: Fork | null) {
  const named = fork && { class: fork.cause.class, axis: fork.cause.axis };
  return {
    isStep: (fork?.a ?? null) === at,
    isCause: JSON.stringify(named) === JSON.stringify(cause),
  };
}

function expectFound(tallies: readonly (Tally & { kind: Planted })[]) {
  for (const { kind, planted, step, cause } of tallies) {
    expect(planted, kind).toBeGreaterThan(0);
    expect(step / planted, `${kind}: step`).toBeGreaterThanOrEqual(0.95);
    expect(cause / planted, `${kind}: cause`).toBeGreaterThanOrEqual(0.95);
  }
}

describe("planted forks", { timeout: SLOW_MS }, () => {
  it("are found in made-up runs, at the step and with the cause that was planted", () => {
    const runs = Array.from({ length: RUNS }, (_, seed) => plantableRun(seed));
    expectFound(evaluate(runs, PLANTED));
  });

  it.skipIf(!existsSync(RECORDED))("are found in recorded runs", () => {
    const kinds = PLANTED.filter((kind) => !kind.startsWith("retrieval"));
    expectFound(
      evaluate(
        recordedRuns(RUNS / 4).map(({ spans }) => spans),
        kinds,
      ),
    );
  });

  it.skipIf(!existsSync(RECORDED))(
    "that nature planted are found where trials of one task part",
    () => {
      const compared = comparedTrials(recordedRuns(RUNS / 4));
      const found = compared.filter(({ step, fork }) => fork?.a === step).length;
      expect(found / compared.length).toBeGreaterThanOrEqual(0.95);
    },
  );
});

/**
 * Four trials of a task begin alike, and the transcript says exactly how far. Of each pair with the
 * first trial: the step that shows the first message that differs, and what the diff says.
 */
function comparedTrials(runs: readonly Recorded[]) {
  return runs.flatMap(({ transcript, spans }, at) => {
    if (at % 4 === 0) return [];
    const first = runs[at - (at % 4)];
    const step = first && stepOfFirstDifference(first, transcript);
    if (!first || !step) return [];
    return [{ step, fork: report(first.spans, spans).fork }];
  });
}

/** A model's message is its step's output, a tool's its result; a user's is what the next model reads. */
function stepOfFirstDifference({ transcript, spans }: Recorded, other: Transcript): string | null {
  const plain = (message: unknown) =>
    JSON.stringify(message, (key, value) => (/^(?:tool_call_)?id$/.test(key) ? undefined : value));
  const place = transcript.messages.findIndex(
    (message, at) => plain(message) !== plain(other.messages[at]),
  );
  const before = transcript.messages.slice(0, place);
  const isTool = transcript.messages[place]?.role === "tool";
  const count = (role: string) => before.filter((message) => message.role === role).length;
  const steps = spans.filter(({ kind }) => kind === (isTool ? "tool" : "llm"));
  return steps[count(isTool ? "tool" : "assistant")]?.spanId ?? null;
}

type Recorded = { readonly transcript: Transcript; readonly spans: Span[] };

/** All four trials of the first tasks, task by task. */
function recordedRuns(tasks: number): Recorded[] {
  const importedAt = new Date("2026-03-01T12:00:00Z");
  const place = ({ root }: Transcript) => Number(root.eval?.case) * 4 + (root.eval?.attempt ?? 0);
  return parseTranscripts(readFileSync(RECORDED, "utf8"), RECORDED)
    .sort((a, b) => place(a) - place(b))
    .slice(0, 4 * tasks)
    .map((transcript) => ({ transcript, spans: inOrder(spansOf(transcript, importedAt)) }));
}

function spansOf(transcript: Transcript, importedAt: Date): Span[] {
  return (
    transcriptSpans(transcript, { importedAt })
      .map((span) => spanOfNative(nativeSpan.parse(span)))
      // The recording says so in words only.
      .map((span) => (span.kind === "llm" ? { ...span, sampling: { temperature: 0 } } : span))
  );
}
