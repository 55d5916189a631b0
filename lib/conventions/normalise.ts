import { dialectsOf } from "@/lib/conventions/dialects";
import { foldFinishReason } from "@/lib/conventions/fold-finish-reason";
import { foldMessages } from "@/lib/conventions/fold-messages";
import { foldProvider } from "@/lib/conventions/fold-provider";
import { foldSampling } from "@/lib/conventions/fold-sampling";
import { asCount } from "@/lib/conventions/fold-tokens";
import { googleAdk } from "@/lib/conventions/google-adk";
import { retrievalOf } from "@/lib/conventions/normalise-retrieval";
import { statusOf } from "@/lib/conventions/normalise-status";
import { toolFactsOf } from "@/lib/conventions/normalise-tool";
import { documentsOfEvents } from "@/lib/conventions/otel-gen-ai";
import { PRECEDENCE } from "@/lib/conventions/precedence";
import { CONTEXT_PRECEDENCE, TAG_FAMILIES } from "@/lib/conventions/precedence-context";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { answerOf, tellingReaders } from "@/lib/conventions/reader-plan";
import { firstOf } from "@/lib/conventions/readers";
import { tidemark, tierOf } from "@/lib/conventions/tidemark";
import type {
  Decision,
  EvalRef,
  Json,
  JsonObject,
  SpanFacts,
  SpanKind,
  Usage,
} from "@/lib/domain/span";

/**
 * Folds a span of any dialect, or of several at once, into the canonical fields. Pure; it throws
 * for no attributes whatever. What the span does not say is null, never guessed.
 */
export function normalise(raw: RawSpan): SpanFacts & { readonly dialects: readonly string[] } {
  const decision = firstOf(PRECEDENCE.decision, raw) ?? null;
  const kind = kindOf(raw, decision);
  const tool = toolFactsOf(raw, kind);
  const input = contentOf(PRECEDENCE.input, raw, kind, "user", tool?.arguments);
  const output = contentOf(PRECEDENCE.output, raw, kind, "assistant", tool?.result);
  const status = statusOf(raw);
  const call = modelFactsOf(raw, status.code === "error");
  const context = contextOf(raw);
  // Field by field: every span goes through here, and spreading takes several times as long.
  return {
    kind,
    status,
    model: call.model,
    provider: call.provider,
    sampling: call.sampling,
    finishReason: call.finishReason,
    usage: call.usage,
    costUsd: firstOf(PRECEDENCE.costUsd, raw) ?? null,
    timeToFirstTokenMs: timeToFirstTokenOf(raw),
    input,
    output,
    tool,
    retrieval: retrievalOf(raw, kind, input, output),
    decision,
    sessionId: context.sessionId,
    userId: context.userId,
    agent: context.agent,
    prompt: context.prompt,
    environment: context.environment,
    release: context.release,
    source: context.source,
    feature: context.feature,
    tenant: context.tenant,
    segments: context.segments,
    tier: context.tier,
    envelope: context.envelope,
    eval: context.eval,
    outcome: context.outcome,
    rerunOf: context.rerunOf,
    actor: context.actor,
    tags: context.tags,
    dialects: dialectsOf(raw),
  };
}

function kindOf(raw: RawSpan, decision: Decision | null): SpanKind {
  const said = googleAdk.isMergedTools(raw) ? undefined : firstOf(PRECEDENCE.kind, raw);
  const kind = said ?? (documentsOfEvents(raw) ? "retrieval" : "chain");
  return kind === "chain" && decision ? "decision" : kind;
}

/** A model's input and output as messages where they can be read as such; a tool's as its call. */
function contentOf(
  readers: readonly Reader<Json>[],
  raw: RawSpan,
  kind: SpanKind,
  role: string,
  ofTool: Json | undefined,
): Json {
  if (kind === "tool" && ofTool !== undefined && ofTool !== null) return ofTool;
  const value = firstOf(readers, raw) ?? null;
  return kind === "llm" ? (foldMessages(value, role) ?? value) : value;
}

function modelFactsOf(
  raw: RawSpan,
  hasFailed: boolean,
): Pick<SpanFacts, "model" | "provider" | "sampling" | "finishReason" | "usage"> {
  const model = {
    requested: firstOf(PRECEDENCE.modelRequested, raw) ?? null,
    served: servedModelOf(raw, hasFailed) ?? null,
    fingerprint: firstOf(PRECEDENCE.fingerprint, raw) ?? null,
  };
  const provider = firstOf(PRECEDENCE.provider, raw);
  const finishReason = firstOf(PRECEDENCE.finishReason, raw);
  return {
    model: isAllNull(model) ? null : model,
    provider: provider === undefined ? null : foldProvider(provider),
    sampling: samplingOf(raw),
    finishReason: finishReason === undefined ? null : foldFinishReason(finishReason),
    usage: usageOf(raw),
  };
}

function servedModelOf(raw: RawSpan, hasFailed: boolean): string | undefined {
  const served = firstOf(PRECEDENCE.modelServed, raw);
  return served ?? (hasFailed ? undefined : firstOf(PRECEDENCE.modelServedUnlessFailed, raw));
}

function usageOf(raw: RawSpan): Usage | null {
  const count = (readers: readonly Reader<number>[]) => asCount(firstOf(readers, raw)) ?? null;
  const usage: Usage = {
    inputTokens: count(PRECEDENCE.inputTokens),
    cachedInputTokens: count(PRECEDENCE.cachedInputTokens),
    cacheWriteInputTokens: count(PRECEDENCE.cacheWriteInputTokens),
    outputTokens: count(PRECEDENCE.outputTokens),
    reasoningTokens: count(PRECEDENCE.reasoningTokens),
  };
  return isAllNull(usage) ? null : usage;
}

function samplingOf(raw: RawSpan): JsonObject | null {
  let merged: JsonObject | undefined;
  for (const reader of tellingReaders<Json>(PRECEDENCE.sampling, raw)) {
    const parameters = foldSampling(reader(raw));
    if (parameters) merged = { ...parameters, ...merged };
  }
  return merged ?? null;
}

function timeToFirstTokenOf(raw: RawSpan): number | null {
  const said = firstOf(PRECEDENCE.timeToFirstTokenMs, raw);
  const ms = said ?? sinceStart(raw) ?? firstOf(PRECEDENCE.timeToFirstTokenMsLast, raw) ?? null;
  return ms === null || ms < 0 ? null : ms;
}

/** Milliseconds from the span's start to the moment that was written down as the first token's. */
function sinceStart(raw: RawSpan): number | undefined {
  const moment = firstOf(PRECEDENCE.firstTokenAt, raw);
  const at = typeof moment === "string" ? Date.parse(moment) : Number.NaN;
  const startedAt = Number(raw.startUnixNano) / 1e6;
  const elapsed = Math.round(at - startedAt);
  return Number.isFinite(elapsed) ? elapsed : undefined;
}

type Context = Omit<
  SpanFacts,
  | "kind"
  | "status"
  | "model"
  | "provider"
  | "sampling"
  | "finishReason"
  | "usage"
  | "costUsd"
  | "timeToFirstTokenMs"
  | "input"
  | "output"
  | "tool"
  | "retrieval"
  | "decision"
>;

function contextOf(raw: RawSpan): Context {
  const text = (readers: readonly Reader<string>[]) => firstOf(readers, raw) ?? null;
  const evalRef = firstOf(CONTEXT_PRECEDENCE.eval, raw) ?? null;
  const prompt = {
    name: text(CONTEXT_PRECEDENCE.promptName),
    version: text(CONTEXT_PRECEDENCE.promptVersion),
  };
  return {
    sessionId: text(CONTEXT_PRECEDENCE.sessionId),
    userId: text(CONTEXT_PRECEDENCE.userId),
    agent: text(CONTEXT_PRECEDENCE.agent),
    prompt: isAllNull(prompt) ? null : prompt,
    environment: text(CONTEXT_PRECEDENCE.environment),
    release: text(CONTEXT_PRECEDENCE.release),
    source: text(CONTEXT_PRECEDENCE.source) ?? sourceOf(evalRef),
    feature: answerOf(tidemark.feature, raw) ?? null,
    tenant: answerOf(tidemark.tenant, raw) ?? null,
    segments: answerOf(tidemark.segments, raw),
    tier: tierOf({
      served: firstOf(CONTEXT_PRECEDENCE.tierServed, raw),
      intended: answerOf(tidemark.tierIntended, raw),
      reason: firstOf(CONTEXT_PRECEDENCE.tierReason, raw),
      rule: answerOf(tidemark.tierRule, raw),
    }),
    envelope: answerOf(tidemark.envelope, raw),
    eval: evalRef,
    outcome: answerOf(tidemark.outcome, raw) ?? null,
    rerunOf: answerOf(tidemark.rerunOf, raw) ?? null,
    actor: answerOf(tidemark.actor, raw) ?? null,
    tags: tagsOf(raw),
  };
}

/** A span that names the eval case it executes is not production traffic. */
function sourceOf(evalRef: EvalRef | null): string | null {
  return evalRef ? "eval" : null;
}

function tagsOf(raw: RawSpan): readonly string[] {
  const tags: string[] = [];
  for (const family of TAG_FAMILIES) tags.push(...answerOf(family, raw));
  return tags.length > 1 ? [...new Set(tags)] : tags;
}

function isAllNull(facts: { readonly [key: string]: unknown }): boolean {
  for (const key in facts) if (facts[key] !== null) return false;
  return true;
}
