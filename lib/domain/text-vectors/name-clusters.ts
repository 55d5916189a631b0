import { wordsOf } from "./text-features";

const NAME_WORDS = 3;
const SHORTEST_WORD = 3;

/**
 * A name for each group of texts: the words that most of its texts share and few others have, up to
 * three. A group whose texts hold no such word is named by its number, from 1.
 *
 * @param groupOf by text, the group it belongs to, from 0
 */
export function nameClusters(
  texts: readonly string[],
  groupOf: ArrayLike<number>,
  groups: number,
): string[] {
  const inGroup = Array.from({ length: groups }, () => new Map<string, number>());
  const overall = new Map<string, number>();
  const sizes = new Array<number>(groups).fill(0);
  for (const [index, text] of texts.entries()) {
    const group = groupOf[index] as number;
    sizes[group] = (sizes[group] ?? 0) + 1;
    for (const word of new Set(wordsOf(text))) {
      if (word.length < SHORTEST_WORD || /^\d+$/.test(word)) continue;
      overall.set(word, (overall.get(word) ?? 0) + 1);
      inGroup[group]?.set(word, (inGroup[group].get(word) ?? 0) + 1);
    }
  }
  return inGroup.map((words, group) => {
    const size = sizes[group] ?? 0;
    const scored = [...words].map(([word, count]) => {
      const share = count / Math.max(1, size);
      const shareOverall = (overall.get(word) ?? count) / texts.length;
      return { word, score: share * Math.log(share / shareOverall + 1e-9) };
    });
    const telling = scored
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1))
      .slice(0, NAME_WORDS);
    return telling.length > 0 ? telling.map(({ word }) => word).join(", ") : `group ${group + 1}`;
  });
}
