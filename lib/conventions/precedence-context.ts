import { aiSdk } from "@/lib/conventions/ai-sdk";
import { claudeCode } from "@/lib/conventions/claude-code";
import { crewAi } from "@/lib/conventions/crewai";
import { generic } from "@/lib/conventions/generic";
import { googleAdk } from "@/lib/conventions/google-adk";
import { langchain } from "@/lib/conventions/langchain";
import { langfuse } from "@/lib/conventions/langfuse";
import { litellm } from "@/lib/conventions/litellm";
import { mastra } from "@/lib/conventions/mastra";
import { openInference } from "@/lib/conventions/open-inference";
import { otelGenAi } from "@/lib/conventions/otel-gen-ai";
import { pydanticAi } from "@/lib/conventions/pydantic-ai";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { otelTest, plainMetadata, tidemark } from "@/lib/conventions/tidemark";
import { traceloop } from "@/lib/conventions/traceloop";

/** Which dialect is believed first, for where and for whom a span ran. */
export const CONTEXT_PRECEDENCE = {
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
  eval: [tidemark.eval, langfuse.eval, otelTest.eval],
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
