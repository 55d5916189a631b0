import { sharedShare, tokensOf, valueSimilarity } from "../alignment/text-similarity";
import type { Json } from "../span";
import { isList, parsedJson } from "./canonical-values";
import { pointerOf, type SpanPath, type VolatilePaths } from "./volatile-paths";

export type JsonLeaf = { readonly path: SpanPath; readonly value: Json };

/**
 * The leaves of a value by JSON pointer, volatile ones left out. Empty lists and objects are leaves;
 * JSON inside a string is read as what it stands for.
 *
 * @param root key of the span under which the value stands; not part of the pointers
 */
export function jsonLeaves(value: Json, root: string, paths: VolatilePaths): Map<string, JsonLeaf> {
  const leaves = new Map<string, JsonLeaf>();
  const pending: JsonLeaf[] = [{ path: [], value }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path } = next;
    const inner =
      typeof next.value === "string" ? (parsedJson(next.value) ?? next.value) : next.value;
    const entries = entriesOf(inner);
    if (entries === null) leaves.set(pointerOf(path), { path, value: inner });
    for (const [key, child] of entries?.reverse() ?? []) {
      const below = [...path, key];
      if (paths.reasonOf([root, ...below]) === null) pending.push({ path: below, value: child });
    }
  }
  return leaves;
}

/** Null for a leaf. */
function entriesOf(value: Json): [string | number, Json][] | null {
  if (value === null || typeof value !== "object") return null;
  const entries: [string | number, Json][] = isList(value)
    ? [...value.entries()]
    : Object.entries(value);
  return entries.length === 0 ? null : entries;
}

/**
 * How alike two structured values are, 0 … 1: the mean over all leaves that either has, where equal
 * leaves count 1, numbers by their ratio, texts by edits, and a missing leaf 0. 1 when both are empty.
 */
export function leafSimilarity(
  a: ReadonlyMap<string, JsonLeaf>,
  b: ReadonlyMap<string, JsonLeaf>,
): number {
  let all = b.size;
  let sum = 0;
  for (const [pointer, { value }] of a) {
    const other = b.get(pointer);
    if (other === undefined) all += 1;
    else sum += scalarSimilarity(value, other.value);
  }
  return all === 0 ? 1 : sum / all;
}

export function scalarSimilarity(a: Json, b: Json): number {
  if (typeof a === "number" && typeof b === "number") return numberSimilarity(a, b);
  if (typeof a === "string" && typeof b === "string") return valueSimilarity(a, b);
  return JSON.stringify(a) === JSON.stringify(b) ? 1 : 0;
}

/** Equal up to one part in a billion is equal; opposite signs share nothing. */
function numberSimilarity(a: number, b: number): number {
  const largest = Math.max(Math.abs(a), Math.abs(b));
  const apart = Math.abs(a - b);
  if (apart <= 1e-9 * largest) return 1;
  return Math.max(0, 1 - apart / largest);
}

/** Words of both over words of either. */
export function wordOverlap(a: string, b: string): number {
  return sharedShare(new Set(tokensOf(a)), new Set(tokensOf(b)));
}
