import { diffArrays } from "diff";

/** A stretch of text: in both, or in one only. */
export type TextChange = { readonly change: "kept" | "added" | "removed"; readonly text: string };

/** Texts further apart than this are shown as one replaced by the other. */
const MAX_EDITS = 2_000;
const MAX_MS = 50;

/** What a reader sees change, word by word; the pieces of one side joined are that side's text. */
export function diffWords(a: string, b: string): TextChange[] {
  return diffPieces(a.match(/\s+|[^\s]+/g) ?? [], b.match(/\s+|[^\s]+/g) ?? []);
}

/** The same by sentence and line. */
export function diffSentences(a: string, b: string): TextChange[] {
  return diffPieces(sentencesOf(a), sentencesOf(b));
}

/** Sentences and lines with what stands between them, so that joined they are the text. */
export function sentencesOf(text: string): string[] {
  return (
    text
      .match(/[^\n.!?]*(?:[.!?]+(?![\s\n]|$)[^\n.!?]*)*(?:[.!?]+["')\]]*\s*|\n\s*|$)/g)
      ?.filter((sentence) => sentence !== "") ?? []
  );
}

function diffPieces(a: string[], b: string[]): TextChange[] {
  const changes = diffArrays(a, b, { maxEditLength: MAX_EDITS, timeout: MAX_MS });
  if (changes === undefined) {
    return [
      { change: "removed", text: a.join("") },
      { change: "added", text: b.join("") },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    change: added ? "added" : removed ? "removed" : "kept",
    text: value.join(""),
  }));
}
