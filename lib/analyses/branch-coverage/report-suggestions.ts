import { parseBranchKey } from "@/lib/domain/branches/branch-key";
import { greedyCover } from "@/lib/domain/branches/greedy-cover";
import { nGrams } from "@/lib/domain/branches/n-grams";
import { closeMargins, pairName } from "./report-borderline";
import { weightOf } from "./report-branches";
import type { BranchCoverageFacts, ExampleTrace } from "./report-facts";
import type { BranchRow, SuggestionReport } from "./report-shape";

const MAX_SUGGESTIONS = 20;
/** A call close to another branch is where an edit tips it. */
const CLOSE_FACTOR = 2;
const UNRATED = 3;
const THEN = " ⟶ ";

type SuggestionFacts = Pick<BranchCoverageFacts, "examples" | "paths" | "closePairs">;

/**
 * The production traces that as eval cases would cover most of what is uncovered: branches, runs of
 * two and three branches, close calls; weighed by traffic × severity.
 */
export function buildSuggestions(
  { examples, paths, closePairs }: SuggestionFacts,
  rows: readonly BranchRow[],
): SuggestionReport[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const severity = (key: string) => byKey.get(key)?.severity ?? UNRATED;
  const limits = closeMargins(closePairs);
  const weights = new Map<string, number>();
  for (const row of rows) {
    if (row.productionHits > 0 && row.evalHits === 0 && !row.exemption) {
      weights.set(row.key, weightOf(row));
    }
  }
  addRuns(weights, paths, severity);
  for (const pair of closePairs) {
    if (pair.evals === 0) {
      weights.set(pairName(pair), CLOSE_FACTOR * pair.production * severity(pair.branch));
    }
  }
  const candidates = examples.map((example) => ({
    id: example.traceId,
    elements: elementsOf(example, limits),
    cost: example.totalTokens,
    at: example.startedAt,
    group: example.tenant,
  }));
  const byId = new Map(examples.map((example) => [example.traceId, example]));
  return greedyCover(candidates, weights, MAX_SUGGESTIONS).flatMap(({ id, gains, gain }) => {
    const example = byId.get(id);
    if (!example) return [];
    return {
      traceId: id,
      startedAt: example.startedAt,
      preview: example.inputPreview,
      gains,
      weight: gain,
      branchIds: gains.flatMap((key) => byKey.get(key)?.id ?? []),
    };
  });
}

/** Runs of branches that production takes and no eval took. */
function addRuns(
  weights: Map<string, number>,
  paths: SuggestionFacts["paths"],
  severity: (key: string) => number,
): void {
  const tested = new Set(
    paths.filter(({ evals }) => evals > 0).flatMap(({ steps }) => runsOf(steps)),
  );
  for (const { steps, requests } of paths) {
    for (const run of runsOf(steps)) {
      if (tested.has(run)) continue;
      const gravest = Math.max(...run.split(THEN).map(severity));
      weights.set(run, (weights.get(run) ?? 0) + requests * gravest);
    }
  }
}

function runsOf(steps: readonly string[]): string[] {
  return [...nGrams(steps, 2), ...nGrams(steps, 3)].map((run) => run.join(THEN));
}

function elementsOf({ steps, closeCalls }: ExampleTrace, limits: ReadonlyMap<string, number>) {
  const close = (closeCalls ?? []).filter(({ branch, margin }) => {
    const limit = limits.get(parseBranchKey(branch).point);
    return limit !== undefined && margin <= limit;
  });
  return [...new Set([...steps, ...runsOf(steps), ...close.map(pairName)])];
}
