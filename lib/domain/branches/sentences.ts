/** A stretch of a text: `start` is inside, `end` is not. */
export type Stretch = { readonly start: number; readonly end: number };

const BLOCK_START =
  /^[ \t]*(?:[-*•+–]|\d{1,3}[.)]|#{1,6}|>|\|)[ \t]+|^[ \t]*<\/?[\w-]+[^>\n]*>[ \t]*$/;
const SENTENCE_END = /[.!?;](?=["'”’)\]*_]*(?:\s|$))/g;
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|no|mr|mrs|ms|dr|st)|\b[A-Z])\.$/i;

/**
 * The sentences of a text in order, without the white space around them. A sentence may run over
 * lines; a blank line, a bullet or a heading ends it.
 */
export function sentencesOf(text: string): Stretch[] {
  return blocksOf(text).flatMap((block) => cutSentences(text, block));
}

function blocksOf(text: string): Stretch[] {
  const blocks: Stretch[] = [];
  let open: { start: number; end: number } | null = null;
  let at = 0;
  for (const line of text.split("\n")) {
    const end = at + line.length;
    const mark = BLOCK_START.exec(line);
    if (line.trim() === "") open = null;
    else if (open === null || mark) {
      open = { start: at + (mark?.[0].length ?? 0), end };
      blocks.push(open);
    } else open.end = end;
    at = end + 1;
  }
  return blocks.filter(({ start, end }) => start < end);
}

function cutSentences(text: string, { start, end }: Stretch): Stretch[] {
  const block = text.slice(start, end);
  const cuts: number[] = [];
  for (const match of block.matchAll(SENTENCE_END)) {
    const upTo = block.slice(0, match.index + 1);
    if (match[0] !== "." || !ABBREVIATION.test(upTo.slice(-12))) cuts.push(match.index + 1);
  }
  const sentences: Stretch[] = [];
  let from = 0;
  for (const cut of [...cuts, block.length]) {
    const piece = trimmed(text, start + from, start + cut);
    if (piece !== null) sentences.push(piece);
    from = cut;
  }
  return sentences;
}

/** Without white space, quotes and closing marks left over from the sentence before. */
function trimmed(text: string, from: number, to: number): Stretch | null {
  let start = from;
  let end = to;
  while (start < end && /[\s"'”’)\]*_]/.test(text[start] ?? "")) start += 1;
  while (end > start && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return end - start > 1 ? { start, end } : null;
}
