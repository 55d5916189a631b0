import type { Span } from "../span";
import { alignRuns } from "./align-runs";
import { canonicalRun, type Run } from "./canonical-run";
import { CanonicalValues } from "./canonical-values";
import { type Classified, classifyRows } from "./classify-rows";
import { diffEnvelope, type StepPair } from "./diff-envelope";
import { declaredAxes, spanReadings } from "./envelope-axes";
import { findGenerated } from "./generated-values";
import { Interner } from "./interner";
import { mergeRows } from "./merge-rows";
import { closeSimilarity } from "./step-similarity";
import type { AxisDiff } from "./trace-diff";
import type { VolatilePaths } from "./volatile-paths";

export type Comparison = {
  readonly a: Run;
  readonly b: Run;
  readonly classified: Classified;
  readonly envelope: readonly AxisDiff[];
};

/** The steps of two runs paired and classified, and their envelopes. */
export function compareRuns(
  spansA: readonly Span[],
  spansB: readonly Span[],
  paths: VolatilePaths,
): Comparison {
  const interner = new Interner();
  const generatedA = findGenerated(spansA);
  const generatedB = findGenerated(spansB);
  const a = canonicalRun(spansA, new CanonicalValues(interner, paths, generatedA, generatedB));
  const b = canonicalRun(spansB, new CanonicalValues(interner, paths, generatedB, generatedA));
  const hash = (id: number) => interner.hash(id);
  const alignment = alignRuns(a, b, closeSimilarity(paths), hash);
  const readings = spanReadings(hash);
  const declaredA = declaredAxes(a);
  const declaredB = declaredAxes(b);
  const rows = mergeRows(a, b, alignment);
  const classified = classifyRows(rows, { a, b, readings, declaredA, declaredB, paths });
  const pairs = rows.flatMap((row): StepPair[] => (row.a < 0 || row.b < 0 ? [] : [[row.a, row.b]]));
  return { a, b, classified, envelope: diffEnvelope(a, b, pairs, readings, declaredA, declaredB) };
}
