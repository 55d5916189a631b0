import { distance as editDistance } from "fastest-levenshtein";
import { commonSubsequenceLength } from "./common-subsequence";

/** Longer texts are compared by samples of their word pairs. */
const MAX_TOKENS = 4_000;
const MAX_EDIT_CHARACTERS = 2_000;
const SAMPLES = 64;
const MAX_REMEMBERED = 500;

/** Words, numbers and signs, in order, without case. */
export function tokensOf(text: string): string[] {
  return (
    text.toLowerCase().match(/[\p{L}\p{N}_]+(?:[.,:'-][\p{L}\p{N}_]+)*|[^\s\p{L}\p{N}_]/gu) ?? []
  );
}

/** Like `tokensOf`, for comparing a few texts with each other: what was read lately is remembered. */
export function rememberTokens(): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    const tokens = tokensOf(text);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(text, tokens);
    return tokens;
  };
}

/**
 * How alike two texts read, 0 … 1: half the cosine of their weighted words, half the share of words
 * in the same order. Texts of more than 4 000 words are compared by samples of word pairs.
 *
 * @param read splits a text as `tokensOf` does
 */
export function textSimilarity(
  a: string,
  b: string,
  read: (text: string) => readonly string[] = tokensOf,
): number {
  if (a === b) return 1;
  const left = read(a);
  const right = read(b);
  if (left.length === 0 || right.length === 0) return left.length === right.length ? 1 : 0;
  if (Math.max(left.length, right.length) > MAX_TOKENS) return sampledOverlap(left, right);
  const inOrder = (2 * commonSubsequenceLength(left, right)) / (left.length + right.length);
  return (weightedCosine(left, right) + inOrder) / 2;
}

/** How alike two short values read, 0 … 1: by edits, or by shared words when they are long. */
export function valueSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  if (longest <= MAX_EDIT_CHARACTERS) return 1 - editDistance(a, b) / longest;
  return sharedShare(new Set(tokensOf(a)), new Set(tokensOf(b)));
}

/** Shared members over all members (Jaccard); 1 when both are empty. */
export function sharedShare<Item>(a: ReadonlySet<Item>, b: ReadonlySet<Item>): number {
  let shared = 0;
  for (const item of a) if (b.has(item)) shared += 1;
  const all = a.size + b.size - shared;
  return all === 0 ? 1 : shared / all;
}

/** Term frequency is damped by its logarithm; a word that only one text has weighs more. */
function weightedCosine(a: readonly string[], b: readonly string[]): number {
  const left = countsOf(a);
  const right = countsOf(b);
  const weight = (word: string, count: number) => {
    const texts = (left.has(word) ? 1 : 0) + (right.has(word) ? 1 : 0);
    return (1 + Math.log(count)) * (Math.log(3 / (1 + texts)) + 1);
  };
  let product = 0;
  for (const [word, count] of left) {
    const other = right.get(word);
    if (other !== undefined) product += weight(word, count) * weight(word, other);
  }
  return product / (lengthOf(left, weight) * lengthOf(right, weight));
}

function lengthOf(
  counts: ReadonlyMap<string, number>,
  weight: (word: string, count: number) => number,
): number {
  let squares = 0;
  for (const [word, count] of counts) squares += weight(word, count) ** 2;
  return Math.sqrt(squares);
}

function countsOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** An estimate of the share of word pairs that both have. @see Broder 1997, MinHash */
function sampledOverlap(a: readonly string[], b: readonly string[]): number {
  const left = smallestHashes(a);
  const right = smallestHashes(b);
  let equal = 0;
  for (const [sample, hash] of left.entries()) if (hash === right[sample]) equal += 1;
  return equal / SAMPLES;
}

function smallestHashes(words: readonly string[]): Uint32Array {
  const smallest = new Uint32Array(SAMPLES).fill(0xffffffff);
  let previous = 0;
  for (const word of words) {
    const own = hashOf(word);
    const pair = (Math.imul(previous, 31) + own) >>> 0;
    previous = own;
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const hash = mixed(pair ^ Math.imul(sample + 1, 0x9e3779b1));
      if (hash < (smallest[sample] ?? 0)) smallest[sample] = hash;
    }
  }
  return smallest;
}

function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) {
    hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

/** Finaliser of MurmurHash3 (Appleby): every bit of the input reaches every bit of the result. */
function mixed(value: number): number {
  let bits = value;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
