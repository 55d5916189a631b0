import { prepareScore, scoreAuthor } from "@/components/prepare-score";
import type { ScoreText } from "@/components/score-mark";
import { scoreKey } from "@/lib/domain/score-query";
import type { OutlineSpan } from "@/lib/domain/trace-outline";
import { formatValue } from "@/lib/domain/trace-query-text";
import type { StoredScore } from "@/lib/store/scores";
import type { ScoreKind } from "./score-kind";

/** A score on the page of its trace; plain JSON. */
export type ScoreView = ScoreText & {
  readonly id: string;
  /** Null: of the whole trace. */
  readonly spanId: string | null;
  /** Null as above, or when the span has not arrived. */
  readonly spanName: string | null;
  readonly name: string;
  readonly by: string;
  readonly comment: string | null;
  /** ISO 8601. */
  readonly at: string;
  /** Asks the list for traces that are scored alike. */
  readonly query: string;
  /** What a form to say it anew starts with; null when it was not given by hand. */
  readonly draft: ScoreDraft | null;
};

export type ScoreDraft = {
  readonly name: string;
  readonly kind: ScoreKind;
  readonly value: string;
  readonly label: string;
  readonly comment: string;
  readonly by: string;
};

/** Those of the whole trace first, then those of its spans; each as they were said, oldest first. */
export function prepareScores(
  scores: readonly StoredScore[],
  spans: readonly Pick<OutlineSpan, "spanId" | "name">[],
): ScoreView[] {
  const scored = new Set(scores.map(({ spanId }) => spanId));
  const names = new Map(
    spans.filter(({ spanId }) => scored.has(spanId)).map(({ spanId, name }) => [spanId, name]),
  );
  const views = scores.map((score) => prepareView(score, names));
  const isWhole = (view: ScoreView) => view.spanId === null;
  return [...views.filter(isWhole), ...views.filter((view) => !isWhole(view))];
}

function prepareView(score: StoredScore, names: ReadonlyMap<string, string>): ScoreView {
  const shown = prepareScore(score);
  const asked = shown.verdict ?? (score.label === null ? score.value : formatValue(score.label));
  return {
    ...shown,
    id: score.id,
    spanId: score.spanId,
    spanName: score.spanId === null ? null : (names.get(score.spanId) ?? null),
    name: score.name,
    by: scoreAuthor(score),
    comment: score.comment,
    at: score.at.toISOString(),
    query: `${scoreKey(score.name)}:${asked}`,
    draft: score.origin === "page" ? draftOf(score) : null,
  };
}

function draftOf({ name, value, label, comment, author }: StoredScore): ScoreDraft {
  return {
    name,
    kind: kindOf(label, value),
    value: value === null ? "" : String(value),
    label: label ?? "",
    comment: comment ?? "",
    by: author ?? "",
  };
}

function kindOf(label: string | null, value: number | null): ScoreKind {
  if (label === "good" || label === "bad") return label;
  return value === null ? "label" : "value";
}
