import type { Json, Span } from "../span";
import { compareRuns } from "./compare-runs";
import { resultOf } from "./compare-steps";
import { jsonLeaves } from "./json-leaves";
import { messagesOf } from "./messages";
import { pairsOf } from "./noise-floor";
import { patternOfPath, volatilePaths } from "./volatile-paths";

const MIN_PAIRS = 10;
const LEAST_SHARE = 0.95;
const MAX_RUN_PAIRS = 30;

type Tally = { seen: number; differing: number };

/**
 * Paths whose values differ between nearly any two runs of one envelope and input: in 95 % or more
 * of at least ten pairs of steps. Only of structured values; what a model says is never learned
 * away.
 *
 * @param project the paths that are known already
 */
export function learnVolatilePaths(
  replicates: readonly (readonly Span[])[],
  project: readonly string[],
): string[] {
  const paths = volatilePaths(project);
  const tallies = new Map<string, Tally>();
  for (const [left, right] of pairsOf(replicates).slice(0, MAX_RUN_PAIRS)) {
    for (const { stepA, stepB } of compareRuns(left, right, paths).classified.rows) {
      if (!stepA || !stepB || stepA.kind === "llm") continue;
      for (const [root, a, b] of structuredParts(stepA.span, stepB.span)) {
        count(tallies, root, a, b, paths);
      }
    }
  }
  return [...tallies]
    .filter(([, { seen, differing }]) => seen >= MIN_PAIRS && differing >= LEAST_SHARE * seen)
    .map(([path]) => path)
    .sort();
}

function structuredParts(a: Span, b: Span): [string, Json, Json][] {
  const root = a.kind === "tool" ? "result" : "output";
  const parts: [string, Json, Json][] = [
    ["arguments", a.tool?.arguments ?? null, b.tool?.arguments ?? null],
    ["input", a.input, b.input],
    [root, resultOf(a), resultOf(b)],
  ];
  return parts.filter(([, left, right]) => isStructured(left) && isStructured(right));
}

function isStructured(value: Json): boolean {
  return typeof value === "object" && value !== null && messagesOf(value) === null;
}

function count(
  tallies: Map<string, Tally>,
  root: string,
  a: Json,
  b: Json,
  paths: ReturnType<typeof volatilePaths>,
): void {
  const right = jsonLeaves(b, root, paths);
  for (const [pointer, { path, value }] of jsonLeaves(a, root, paths)) {
    const other = right.get(pointer);
    if (other === undefined) continue;
    const pattern = patternOfPath([root, ...path]);
    const tally = tallies.get(pattern) ?? { seen: 0, differing: 0 };
    tally.seen += 1;
    if (JSON.stringify(value) !== JSON.stringify(other.value)) tally.differing += 1;
    tallies.set(pattern, tally);
  }
}
