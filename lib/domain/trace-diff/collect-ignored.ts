import type { IgnoredValue } from "./canonical-values";
import type { RowFacts } from "./classify-rows";
import type { IgnoredPath } from "./trace-diff";

type Tally = { -readonly [Key in keyof IgnoredPath]: IgnoredPath[Key] };

/** What was not compared and differs, over all pairs; the most frequent first, then by path. */
export function collectIgnored(rows: readonly RowFacts[]): IgnoredPath[] {
  const tallies = new Map<string, Tally>();
  for (const { stepA, stepB } of rows) {
    if (!stepA || !stepB) continue;
    for (const difference of differing(stepA.ignored, stepB.ignored)) count(tallies, difference);
  }
  return [...tallies.values()].sort((x, y) => y.pairs - x.pairs || (x.path < y.path ? -1 : 1));
}

function count(tallies: Map<string, Tally>, [path, a, b]: Difference): void {
  const tally = tallies.get(path);
  if (tally) {
    tally.pairs += 1;
    return;
  }
  const reason = (a ?? b)?.reason ?? "built_in";
  tallies.set(path, { path, reason, pairs: 1, a: a?.value ?? null, b: b?.value ?? null });
}

type Difference = readonly [string, IgnoredValue | undefined, IgnoredValue | undefined];

/** Each path once, with the first values that differ there. */
function differing(a: readonly IgnoredValue[], b: readonly IgnoredValue[]): Difference[] {
  const ofB = new Map<string, IgnoredValue[]>();
  for (const value of b) ofB.set(value.path, [...(ofB.get(value.path) ?? []), value]);
  const found = new Map<string, Difference>();
  for (const left of a) {
    const right = ofB.get(left.path)?.shift();
    if (JSON.stringify(left.value) === JSON.stringify(right?.value)) continue;
    if (!found.has(left.path)) found.set(left.path, [left.path, left, right]);
  }
  for (const [path, [right]] of ofB) {
    if (right && !found.has(path)) found.set(path, [path, undefined, right]);
  }
  return [...found.values()];
}
