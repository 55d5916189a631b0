/** Features are told apart by their hash, of which this many bits count. */
export const FEATURE_BITS = 15;
const FEATURES = 1 << FEATURE_BITS;
const SHORTEST_GRAM = 3;
const LONGEST_GRAM = 5;
const NUMBER = /^\p{N}+$/u;

/** Feature number to how often it occurs in one text. */
export type TextFeatures = ReadonlyMap<number, number>;

/** The words of a text in one spelling: compatibility forms folded, lower case, no punctuation. */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  );
}

/**
 * Words, and inside each word with a blank on either side its runs of three to five characters, each
 * as the number it hashes to; all numbers are one. Runs make endings, misspellings and languages without blanks comparable.
 */
export function textFeatures(text: string): TextFeatures {
  const counts = new Map<number, number>();
  const add = (feature: number) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  // Which number it is tells orders apart, not what is asked about them.
  for (const word of wordsOf(text).map((said) => (NUMBER.test(said) ? "0" : said))) {
    // A word and a run that happens to spell it are different features.
    add(hashed(word, 0, word.length, 7));
    const padded = ` ${word} `;
    for (let length = SHORTEST_GRAM; length <= LONGEST_GRAM; length += 1) {
      for (let start = 0; start + length <= padded.length; start += 1) {
        add(hashed(padded, start, start + length, length));
      }
    }
  }
  return counts;
}

/** FNV-1a over UTF-16 units, folded to the number of features. */
function hashed(text: string, start: number, end: number, seed: number): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = start; at < end; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  // The low bits of FNV mix badly; the high ones are folded onto them.
  return (hash ^ (hash >>> FEATURE_BITS)) & (FEATURES - 1);
}
