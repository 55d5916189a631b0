import { aiSdk } from "@/lib/conventions/ai-sdk";
import { anthropicSdk } from "@/lib/conventions/anthropic-sdk";
import { claudeCode } from "@/lib/conventions/claude-code";
import { crewAi } from "@/lib/conventions/crewai";
import { generic } from "@/lib/conventions/generic";
import { googleAdk } from "@/lib/conventions/google-adk";
import { langchain } from "@/lib/conventions/langchain";
import { langfuse } from "@/lib/conventions/langfuse";
import { litellm } from "@/lib/conventions/litellm";
import { mastra } from "@/lib/conventions/mastra";
import { openInference } from "@/lib/conventions/open-inference";
import { openAiAgents } from "@/lib/conventions/openai-agents";
import { documentsOfEvents, otelGenAi } from "@/lib/conventions/otel-gen-ai";
import { otelIndexed } from "@/lib/conventions/otel-indexed";
import { otelMessageEvents } from "@/lib/conventions/otel-message-events";
import { pydanticAi } from "@/lib/conventions/pydantic-ai";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { otelTest, plainMetadata, tidemark } from "@/lib/conventions/tidemark";
import { traceloop } from "@/lib/conventions/traceloop";
import type { Decision, EvalRef, Json, RetrievedDocument, SpanKind } from "@/lib/domain/span";

/** What the first of these readers that says something says; undefined when all are silent. */
export function firstOf<Value>(
  readers: readonly Reader<Value>[],
  span: RawSpan,
): Value | undefined {
  for (const reader of readers) {
    const value = reader(span);
    if (value !== undefined) return value;
  }
  return undefined;
}

const kind: readonly Reader<SpanKind>[] = [
  langfuse.kind,
  openInference.kind,
  mastra.kind,
  otelGenAi.kind,
  generic.genkitKind,
  aiSdk.kind,
  traceloop.kind,
  claudeCode.kind,
  openAiAgents.kind,
  generic.orqKind,
  generic.mlflowKind,
  generic.langsmithKind,
  anthropicSdk.kind,
  otelGenAi.kindByContent,
];

const input: readonly Reader<Json>[] = [
  langfuse.input,
  otelGenAi.input,
  aiSdk.inputMessages,
  openInference.inputMessages,
  aiSdk.prompt,
  aiSdk.values,
  openInference.input,
  traceloop.input,
  googleAdk.input,
  mastra.input,
  pydanticAi.input,
  generic.input,
  otelMessageEvents.input,
  pydanticAi.inputEvents,
  otelIndexed.input,
  claudeCode.input,
];

const output: readonly Reader<Json>[] = [
  langfuse.output,
  otelGenAi.output,
  aiSdk.output,
  openInference.outputMessages,
  openInference.output,
  traceloop.output,
  googleAdk.output,
  mastra.output,
  pydanticAi.output,
  generic.output,
  otelMessageEvents.output,
  pydanticAi.outputEvents,
  otelIndexed.output,
];

const decision: readonly Reader<Decision>[] = [
  tidemark.decision,
  otelGenAi.decision,
  mastra.decision,
  langchain.decision,
  claudeCode.decision,
];

const documents: readonly Reader<readonly RetrievedDocument[]>[] = [
  otelGenAi.documents,
  openInference.documents,
  documentsOfEvents,
];

const evalRef: readonly Reader<EvalRef>[] = [tidemark.eval, langfuse.eval, otelTest.eval];

/** Which dialect is believed first, field by field. */
export const PRECEDENCE = {
  kind,
  modelRequested: [
    openInference.modelRequested,
    otelGenAi.modelRequested,
    aiSdk.modelRequested,
    openInference.modelRequestedInParameters,
    openInference.modelRequestedInBody,
    openInference.modelAmbiguous,
    claudeCode.modelRequested,
  ],
  modelServed: [
    openInference.modelServed,
    otelGenAi.modelServed,
    aiSdk.modelServed,
    litellm.modelServed,
    langfuse.modelServed,
    openInference.modelServedInBody,
    langchain.modelServed,
    openInference.modelAmbiguous,
  ],
  fingerprint: [otelGenAi.fingerprint, openInference.fingerprint, langchain.fingerprint],
  provider: [
    otelGenAi.provider,
    openInference.provider,
    otelGenAi.providerDeprecated,
    openInference.providerSystem,
    aiSdk.provider,
    langchain.provider,
    generic.provider,
  ],
  inputTokens: [
    langfuse.inputTokens,
    otelGenAi.inputTokens,
    openInference.inputTokens,
    aiSdk.inputTokens,
    claudeCode.inputTokens,
  ],
  outputTokens: [
    langfuse.outputTokens,
    otelGenAi.outputTokens,
    openInference.outputTokens,
    aiSdk.outputTokens,
    claudeCode.outputTokens,
  ],
  cachedInputTokens: [
    otelGenAi.cachedInputTokens,
    openInference.cachedInputTokens,
    aiSdk.cachedInputTokens,
    langfuse.cachedInputTokens,
    otelGenAi.cachedInputTokensUnofficial,
    traceloop.cachedInputTokens,
    claudeCode.cachedInputTokens,
  ],
  cacheWriteInputTokens: [
    otelGenAi.cacheWriteInputTokens,
    openInference.cacheWriteInputTokens,
    aiSdk.cacheWriteInputTokens,
    langfuse.cacheWriteInputTokens,
    otelGenAi.cacheWriteInputTokensUnofficial,
    traceloop.cacheWriteInputTokens,
    claudeCode.cacheWriteInputTokens,
  ],
  reasoningTokens: [
    otelGenAi.reasoningTokens,
    openInference.reasoningTokens,
    otelGenAi.reasoningTokensUnofficial,
    aiSdk.reasoningTokens,
    langfuse.reasoningTokens,
  ],
  costUsd: [
    langfuse.costUsd,
    otelGenAi.costUsd,
    openInference.costUsd,
    pydanticAi.costUsd,
    litellm.costUsd,
    claudeCode.costUsd,
  ],
  /** Merged, each parameter from the first that has it: senders split them over families. */
  sampling: [
    otelGenAi.sampling,
    openInference.sampling,
    langfuse.sampling,
    aiSdk.sampling,
    pydanticAi.sampling,
  ],
  finishReason: [
    otelGenAi.finishReason,
    openInference.finishReason,
    aiSdk.finishReason,
    otelGenAi.finishReasonInMessage,
    anthropicSdk.finishReason,
    claudeCode.finishReason,
    openInference.finishReasonInBody,
    langchain.finishReason,
    otelMessageEvents.finishReason,
    otelIndexed.finishReason,
  ],
  input,
  output,
  toolName: [
    otelGenAi.toolName,
    aiSdk.toolName,
    openInference.toolName,
    claudeCode.toolName,
    traceloop.toolName,
    anthropicSdk.toolName,
  ],
  toolCallId: [
    otelGenAi.toolCallId,
    aiSdk.toolCallId,
    openInference.toolCallId,
    claudeCode.toolCallId,
    langchain.toolCallId,
    langfuse.toolCallId,
  ],
  toolArguments: [
    otelGenAi.toolArguments,
    aiSdk.toolArguments,
    openInference.toolArguments,
    openInference.input,
    traceloop.toolArguments,
    googleAdk.toolArguments,
    pydanticAi.toolArguments,
    claudeCode.toolArguments,
    ...input,
  ],
  toolResult: [
    otelGenAi.toolResult,
    aiSdk.toolResult,
    langchain.toolResult,
    openInference.output,
    traceloop.toolResult,
    googleAdk.toolResult,
    pydanticAi.toolResult,
    claudeCode.toolResult,
    ...output,
  ],
  toolDefinitions: [
    otelGenAi.toolDefinitions,
    openInference.toolDefinitions,
    aiSdk.toolDefinitions,
    openInference.toolDefinitionsInParameters,
    otelIndexed.toolDefinitions,
    pydanticAi.toolDefinitions,
    langfuse.toolDefinitions,
  ],
  toolRawBytes: [tidemark.toolRawBytes],
  documents,
  query: [otelGenAi.query, openInference.query],
  retrievalIndex: [tidemark.retrievalIndex, otelGenAi.retrievalIndex],
  retrievalCollection: [generic.retrievalIndex],
  decision,
  sessionId: [
    langfuse.sessionId,
    openInference.sessionId,
    otelGenAi.sessionId,
    aiSdk.sessionId,
    traceloop.sessionId,
    mastra.sessionId,
    googleAdk.sessionId,
    codexConversation,
    langchain.sessionId,
    aiSdk.sessionIdInContext,
    mastra.threadId,
  ],
  userId: [
    langfuse.userId,
    openInference.userId,
    aiSdk.userId,
    traceloop.userId,
    mastra.userId,
    otelGenAi.userId,
    aiSdk.userIdInContext,
  ],
  agent: [
    otelGenAi.agent,
    openInference.agent,
    pydanticAi.agent,
    crewAi.agent,
    traceloop.agent,
    aiSdk.agent,
    claudeCode.agent,
  ],
  promptName: [
    otelGenAi.promptName,
    langfuse.promptName,
    openInference.promptName,
    traceloop.promptName,
    aiSdk.promptName,
  ],
  promptVersion: [
    otelGenAi.promptVersion,
    langfuse.promptVersion,
    openInference.promptVersion,
    traceloop.promptVersion,
    aiSdk.promptVersion,
  ],
  timeToFirstTokenMs: [otelGenAi.timeToFirstTokenMs, aiSdk.timeToFirstTokenMs],
  firstTokenAt: [langfuse.firstTokenAt, mastra.firstTokenAt],
  timeToFirstTokenMsLast: [claudeCode.timeToFirstTokenMs],
  environment: [langfuse.environment, otelGenAi.environment],
  release: [langfuse.release, otelGenAi.release, langfuse.version],
  source: [tidemark.source],
  tierServed: [
    tidemark.tierServed,
    aiSdk.tierServed,
    traceloop.tierServed,
    openInference.tierServed,
    langfuse.tierServed,
    mastra.tierServed,
    litellm.tierServed,
    plainMetadata.tierServed,
  ],
  tierReason: [tidemark.tierReason, litellm.tierReason],
  evalRef,
  statusMessage: [langfuse.statusMessage, claudeCode.errorMessage, generic.errorMessage],
  hasError: [langfuse.hasError, claudeCode.hasError],
} satisfies { readonly [field: string]: readonly Reader<unknown>[] };

/** Codex names the conversation without a prefix. */
function codexConversation(span: RawSpan): string | undefined {
  const id = span.attributes["conversation.id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

/** Every family of tags counts; they are joined in this order. */
export const TAG_FAMILIES: readonly ((span: RawSpan) => readonly string[])[] = [
  tidemark.tags,
  langfuse.tags,
  openInference.tags,
  aiSdk.tags,
  traceloop.tags,
  mastra.tags,
  litellm.tags,
];
