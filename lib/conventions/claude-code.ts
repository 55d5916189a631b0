import { foldKind } from "@/lib/conventions/fold-kind";
import { asCount } from "@/lib/conventions/fold-tokens";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { numberAt, textAt, valueAt } from "@/lib/conventions/readers";
import type { Decision, SpanKind } from "@/lib/domain/span";

const PREFIX = "claude_code.";

/** Claude Code and its SDK. Its keys are bare words, so they are read on its own spans only. */
export const claudeCode = {
  kind: (span: RawSpan): SpanKind | undefined =>
    foldKind(span.attributes["span.type"]) ??
    (span.name.startsWith(PREFIX) ? foldKind(span.name.slice(PREFIX.length)) : undefined),
  modelRequested: onlyHere(textAt("model")),
  finishReason: textAt("stop_reason"),

  /** The sender counts cached tokens apart from the input. */
  inputTokens: onlyHere((span) => {
    const parts = ["input_tokens", "cache_read_tokens", "cache_creation_tokens"].flatMap(
      (key) => asCount(span.attributes[key]) ?? [],
    );
    return parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : undefined;
  }),
  outputTokens: onlyHere(numberAt("output_tokens")),
  cachedInputTokens: onlyHere(numberAt("cache_read_tokens")),
  cacheWriteInputTokens: onlyHere(numberAt("cache_creation_tokens")),
  costUsd: numberAt("cost_usd"),
  timeToFirstTokenMs: numberAt("ttft_ms"),
  toolName: textAt("tool_name"),
  toolCallId: textAt("tool_use_id", "call_id"),
  toolArguments: onlyHere(valueAt("tool_input", "tool_parameters")),
  toolResult: onlyHere(valueAt("tool_output", "tool_result")),
  input: onlyHere(valueAt("user_prompt", "prompt")),
  agent: onlyHere(textAt("agent_id")),

  hasError: (span: RawSpan) =>
    isClaudeCode(span) &&
    (span.attributes["success"] === false || span.attributes["success"] === "false"),
  errorMessage: onlyHere(textAt("error")),

  /** Whether a person or a rule let a tool run. */
  decision: onlyHere((span): Decision | undefined => {
    const branch = textAt("decision")(span);
    if (branch === undefined) return undefined;
    return { point: "tool_permission", branch, options: null, runnerUp: null, margin: null };
  }),
};

export function isClaudeCode(span: RawSpan): boolean {
  return span.name.startsWith(PREFIX) || span.scope.startsWith("com.anthropic.claude_code");
}

function onlyHere<Value>(reader: Reader<Value>): Reader<Value> {
  return (span) => (isClaudeCode(span) ? reader(span) : undefined);
}
