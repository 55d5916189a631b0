import { type Act, actsOf } from "@/lib/domain/branches/acts-of";
import { keyPart } from "@/lib/domain/branches/branch-key";
import { type Envelope, envelopeOf } from "@/lib/domain/envelope";
import { saidScores } from "@/lib/domain/said-scores";
import { sampleWeightOf } from "@/lib/domain/sample-weight";
import type { Score } from "@/lib/domain/score";
import type { Decision, Span, SpanKind } from "@/lib/domain/span";
import { failureText } from "@/lib/domain/tiers/failure-reason";
import { marksOf, type TraceMarks } from "@/lib/domain/trace-summary";
import { columnText } from "./column-text";
import { contentHash } from "./content-reference";
import { fieldText } from "./json-text";

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
  readonly decision?: Decision;
  /** On every model call; empty where its output does not tell. */
  readonly acts?: readonly Act[];
  readonly scores?: readonly FactsScore[];
};

/** A score as JSON has it. */
export type FactsScore = Omit<Score, "at"> & { readonly at: string };

export function encodeFacts(span: Span): string {
  const { model, usage } = span;
  const scores = saidScores(span);
  const envelope = JSON.stringify(envelopeOf(span, contentHash));
  const text =
    fieldText("parentId", span.parentId) +
    fieldText("name", columnText(span.name)) +
    fieldText("kind", span.kind) +
    (span.status.code === "error" ? ',"status":"error"' : "") +
    fieldText("scope", columnText(span.scope.name) ?? "") +
    fieldText("modelRequested", columnText(model?.requested)) +
    fieldText("modelServed", columnText(model?.served)) +
    fieldText("provider", columnText(span.provider)) +
    fieldText("inputTokens", usage?.inputTokens) +
    fieldText("cachedInputTokens", usage?.cachedInputTokens) +
    fieldText("outputTokens", usage?.outputTokens) +
    fieldText("reasoningTokens", usage?.reasoningTokens) +
    fieldText("costUsd", span.costUsd) +
    fieldText("toolName", columnText(span.tool?.name)) +
    fieldText("marks", marksOf(span)) +
    fieldText("failure", columnText(failureText(span))) +
    fieldText("sampleWeight", sampleWeightOf(span)) +
    (envelope === "{}" ? "" : `,"envelope":${envelope}`) +
    fieldText("decision", decisionOf(span)) +
    fieldText("acts", actsOf(span)?.map(keyPart)) +
    (scores.length > 0 ? `,"scores":${JSON.stringify(scores)}` : "");
  return `{${text.slice(1)}}`;
}

/** A decision as short as its branch's key; what else could have been chosen stays in the body. */
export function decisionOf({ decision }: Span): Decision | null {
  if (!decision) return null;
  const { point, branch, runnerUp, margin } = decision;
  return {
    point: point === null ? null : keyPart(point),
    branch: keyPart(branch),
    options: null,
    runnerUp: runnerUp === null ? null : keyPart(runnerUp),
    margin: margin !== null && Number.isFinite(margin) ? margin : null,
  };
}

/** What `encodeFacts` wrote; the text is ours, so its shape is trusted. */
export function decodeFacts(text: string): SpanFactsText {
  return JSON.parse(text) as SpanFactsText;
}
