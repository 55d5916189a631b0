import { type Score, scoreVerdict } from "@/lib/domain/score";
import type { ScoreText } from "./score-mark";

const SOURCES: Readonly<Record<Score["source"], string>> = {
  human: "a person",
  evaluator: "an evaluator",
  user: "a user",
};

type Said = Omit<Score, "traceId"> & { readonly author: string | null };

/** A score in words: its label before its number, and whose it is. */
export function prepareScore(score: Said): ScoreText {
  const isGood = scoreVerdict(score);
  return {
    text: scoreText(score),
    verdict: isGood === null ? null : isGood ? "good" : "bad",
    note: [
      `${score.name}: ${scoreText(score)}, by ${scoreAuthor(score)}`,
      ...(score.comment === null ? [] : [score.comment]),
    ].join("\n"),
  };
}

function scoreText({ label, value }: Pick<Score, "label" | "value">): string {
  const number = value === null ? null : String(Number(value.toPrecision(4)));
  if (label === null) return number ?? "";
  return number === null ? label : `${label} (${number})`;
}

/** Who said so. */
export function scoreAuthor({ author, source }: Pick<Said, "author" | "source">): string {
  return author === null ? SOURCES[source] : `${author} (${SOURCES[source]})`;
}
