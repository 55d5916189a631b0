import { aiSdk } from "@/lib/conventions/ai-sdk";
import { anthropicSdk } from "@/lib/conventions/anthropic-sdk";
import { claudeCode } from "@/lib/conventions/claude-code";
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
import type { Reader } from "@/lib/conventions/raw-span";
import { tidemark } from "@/lib/conventions/tidemark";
import { traceloop } from "@/lib/conventions/traceloop";
import type { Decision, Json, RetrievedDocument, SpanKind } from "@/lib/domain/span";

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
  openAiAgents.decision,
  claudeCode.decision,
];

const documents: readonly Reader<readonly RetrievedDocument[]>[] = [
  otelGenAi.documents,
  openInference.documents,
  documentsOfEvents,
];

/** Which dialect is believed first, for what a span did: field by field, first come first. */
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
    openInference.modelServedInBody,
    langchain.modelServed,
  ],
  /** Names that stand for the requested model as well: of a call that failed, nobody served. */
  modelServedUnlessFailed: [langfuse.modelServed, openInference.modelAmbiguous],
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
  timeToFirstTokenMs: [otelGenAi.timeToFirstTokenMs, aiSdk.timeToFirstTokenMs],
  firstTokenAt: [langfuse.firstTokenAt, mastra.firstTokenAt],
  timeToFirstTokenMsLast: [claudeCode.timeToFirstTokenMs],
} satisfies { readonly [field: string]: readonly Reader<unknown>[] };
