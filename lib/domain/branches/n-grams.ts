import type { BranchKey } from "./branch-key";

/** Runs of `length` branches in a path, each once, in order. */
export function nGrams(path: readonly BranchKey[], length: number): BranchKey[][] {
  const grams = new Map<string, BranchKey[]>();
  for (let at = 0; at + length <= path.length; at += 1) {
    const gram = path.slice(at, at + length);
    grams.set(gram.join("\n"), gram);
  }
  return [...grams.values()];
}
