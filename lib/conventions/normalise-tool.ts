import { asCount } from "@/lib/conventions/fold-tokens";
import { foldToolDefinitions } from "@/lib/conventions/fold-tool-definitions";
import { looseJson } from "@/lib/conventions/json";
import { PRECEDENCE } from "@/lib/conventions/precedence";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { firstOf } from "@/lib/conventions/readers";
import type { SpanKind, ToolFacts } from "@/lib/domain/span";

/** What some senders write for "no id". */
const NO_ID = "<not specified>";

/** The call on a tool span; the catalog offered, on a span that calls a model or runs an agent. */
export function toolFactsOf(span: RawSpan, kind: SpanKind): ToolFacts | null {
  if (kind === "tool") return toolCallOf(span);
  return kind === "llm" || kind === "agent" ? catalogOf(span) : null;
}

function toolCallOf(span: RawSpan): ToolFacts {
  const callId = firstOf(PRECEDENCE.toolCallId, span);
  return {
    name: firstOf(PRECEDENCE.toolName, span) ?? nameInSpan(span.name),
    callId: callId === undefined || callId === NO_ID ? null : callId,
    arguments: looseJson(firstOf(PRECEDENCE.toolArguments, span)) ?? null,
    result: looseJson(firstOf(PRECEDENCE.toolResult, span)) ?? null,
    definitions: null,
    rawBytes: asCount(firstOf(PRECEDENCE.toolRawBytes, span)) ?? null,
  };
}

/** A span of the GenAI conventions is named by its operation first. */
function nameInSpan(name: string): string | null {
  const plain = name.replace(/^execute_tool /, "");
  return plain === "" ? null : plain;
}

function catalogOf(span: RawSpan): ToolFacts | null {
  const definitions = foldToolDefinitions(firstOf(PRECEDENCE.toolDefinitions, span));
  if (!definitions) return null;
  return { name: null, callId: null, arguments: null, result: null, definitions, rawBytes: null };
}
