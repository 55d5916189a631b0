import { type Envelope, envelopeOf } from "@/lib/domain/envelope";
import { saidScores } from "@/lib/domain/said-scores";
import { sampleWeightOf } from "@/lib/domain/sample-weight";
import type { Score } from "@/lib/domain/score";
import type { Span, SpanKind } from "@/lib/domain/span";
import { failureText } from "@/lib/domain/tiers/failure-reason";
import { marksOf, type TraceMarks } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import { contentHash } from "./content-reference";

/**
 * The little of a span that trees, lists and sums are made of, as JSON beside its body. What the
 * sender did not say is left out.
 */
export type SpanFactsText = {
  readonly parentId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly status?: "error";
  readonly scope: string;
  readonly modelRequested?: string;
  readonly modelServed?: string;
  readonly provider?: string;
  readonly inputTokens?: number;
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
  readonly costUsd?: number;
  readonly toolName?: string;
  readonly marks?: TraceMarks;
  readonly envelope?: Envelope;
  readonly failure?: string;
  readonly sampleWeight?: number;
  readonly scores?: readonly FactsScore[];
};

/** A score as JSON has it. */
export type FactsScore = Omit<Score, "at"> & { readonly at: string };

export function encodeFacts(span: Span): string {
  const { model, usage } = span;
  const text = (said: string | null | undefined) => columnText(said) ?? undefined;
  const number = (said: number | null | undefined) => said ?? undefined;
  const envelope = envelopeOf(span, contentHash);
  const scores = saidScores(span);
  return JSON.stringify({
    parentId: span.parentId ?? undefined,
    name: columnText(span.name) ?? "",
    kind: span.kind,
    status: span.status.code === "error" ? "error" : undefined,
    scope: columnText(span.scope.name) ?? "",
    modelRequested: text(model?.requested),
    modelServed: text(model?.served),
    provider: text(span.provider),
    inputTokens: number(usage?.inputTokens),
    cachedInputTokens: number(usage?.cachedInputTokens),
    outputTokens: number(usage?.outputTokens),
    reasoningTokens: number(usage?.reasoningTokens),
    costUsd: number(span.costUsd),
    toolName: text(span.tool?.name),
    marks: marksOf(span) ?? undefined,
    failure: text(failureText(span)),
    sampleWeight: number(sampleWeightOf(span)),
    envelope: Object.keys(envelope).length > 0 ? envelope : undefined,
    scores: scores.length > 0 ? scores : undefined,
  });
}

/** What `encodeFacts` wrote; the text is ours, so its shape is trusted. */
export function decodeFacts(text: string): SpanFactsText {
  return JSON.parse(text) as SpanFactsText;
}
