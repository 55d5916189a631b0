// Letters, marks and digits of any script make a word; "_" joins, as it does in tool names.
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;

/** Postgres refuses longer lexemes; nobody searches for a word of this length by its tail. */
const MAX_WORD_LENGTH = 200;

/** The distinct words of a text in lower case, in order of appearance, as they are stored and searched. */
export function searchWords(text: string): string[] {
  const words = new Set<string>();
  for (const word of text.normalize("NFKC").toLowerCase().match(WORD) ?? []) {
    words.add(word.length > MAX_WORD_LENGTH ? word.slice(0, MAX_WORD_LENGTH) : word);
  }
  return [...words];
}
