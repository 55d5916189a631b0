import { foldKind } from "@/lib/conventions/fold-kind";
import { foldSampling } from "@/lib/conventions/fold-sampling";
import { asCount, sumOfCounts } from "@/lib/conventions/fold-tokens";
import { asNumber, asObject, asText, asTexts, looseJson, textIn } from "@/lib/conventions/json";
import type { RawSpan, Reader } from "@/lib/conventions/raw-span";
import { textAt, textAtEither, valueAt } from "@/lib/conventions/readers";
import { attributesUnder } from "@/lib/conventions/unflatten";
import type { EvalRef, Json, JsonObject } from "@/lib/domain/span";

const INPUT = valueAt("langfuse.observation.input");
const CALL_ID_KEYS = ["tool_call_id", "toolCallId", "tool_use_id", "call_id"] as const;

export const langfuse = {
  kind: (span: RawSpan) => foldKind(span.attributes["langfuse.observation.type"]),
  /** The only model name Langfuse keeps: the answering one where the provider told it. */
  modelServed: textAt("langfuse.observation.model.name"),
  inputTokens: fromUsage(totalInput),
  outputTokens: fromUsage(totalOutput),
  cachedInputTokens: countAt(
    "input_cached_tokens",
    "cache_read_input_tokens",
    "input_cache_read",
    "input_cached",
    "cache_read",
    "cache_read_tokens",
  ),
  cacheWriteInputTokens: countAt(
    "cache_creation_input_tokens",
    "input_cache_creation",
    "input_cache_write",
    "cache_write",
    "cache_write_input_tokens",
  ),
  reasoningTokens: countAt("output_reasoning_tokens", "output_reasoning", "reasoning_tokens"),

  /** A failed call is sent with a cost of 0, which is not a price. */
  costUsd(span: RawSpan): number | undefined {
    const details = asObject(span.json("langfuse.observation.cost_details"));
    if (!details) return undefined;
    const total = asNumber(details["total"]) ?? sumOfNumbers(details);
    return total === 0 && hasErrorLevel(span) ? undefined : total;
  },

  sampling: (span: RawSpan) => foldSampling(span.json("langfuse.observation.model.parameters")),
  input: INPUT,
  output: valueAt("langfuse.observation.output"),
  toolDefinitions: (span: RawSpan) => asObject(INPUT(span))?.["tools"],

  toolCallId(span: RawSpan): string | undefined {
    for (const key of CALL_ID_KEYS) {
      const id = asText(span.attributes[`langfuse.observation.metadata.${key}`]);
      if (id !== undefined) return id;
    }
    return textIn(asObject(span.json("langfuse.observation.metadata")) ?? {}, ...CALL_ID_KEYS);
  },

  sessionId: textAt("langfuse.session.id"),
  userId: textAt("langfuse.user.id"),
  tags: (span: RawSpan) => asTexts(span.attributes["langfuse.trace.tags"]),
  promptName: textAt("langfuse.observation.prompt.name"),
  promptVersion: textAt("langfuse.observation.prompt.version"),
  environment: textAtEither("langfuse.environment"),
  release: textAtEither("langfuse.release"),
  version: textAtEither("langfuse.version"),
  hasError: hasErrorLevel,
  statusMessage: textAt("langfuse.observation.status_message"),
  firstTokenAt: valueAt("langfuse.observation.completion_start_time"),

  tierServed(span: RawSpan): string | undefined {
    for (const place of ["langfuse.observation.metadata", "langfuse.trace.metadata"]) {
      const tier =
        asText(looseJson(span.attributes[`${place}.tier`])) ??
        asText(asObject(span.json(place))?.["tier"]);
      if (tier !== undefined) return tier;
    }
    return undefined;
  },

  eval(span: RawSpan): EvalRef | undefined {
    if (attributesUnder(span, "langfuse.experiment.").length === 0) return undefined;
    return {
      suite: textAt("langfuse.experiment.dataset.id", "langfuse.experiment.name")(span) ?? null,
      run: textAt("langfuse.experiment.id", "langfuse.experiment.name")(span) ?? null,
      case: textAt("langfuse.experiment.item.id")(span) ?? null,
      attempt: null,
    };
  },
};

function hasErrorLevel(span: RawSpan): boolean {
  return span.attributes["langfuse.observation.level"] === "ERROR";
}

function fromUsage(count: (usage: JsonObject) => number | undefined): Reader<number> {
  return (span) => {
    const usage = asObject(span.json("langfuse.observation.usage_details"));
    return usage && count(usage);
  };
}

function countAt(...keys: string[]): Reader<number> {
  return fromUsage((usage) => {
    for (const key of keys) {
      const count = asCount(usage[key]);
      if (count !== undefined) return count;
    }
    return undefined;
  });
}

/** `input` leaves out the cached and other special parts, which have keys of their own. */
function totalInput(usage: JsonObject): number | undefined {
  const input = asCount(usage["input"]);
  // Usage copied from OpenAI, whose prompt count is the total.
  if (input === undefined && usage["prompt_tokens"] !== undefined) {
    return asCount(usage["prompt_tokens"]);
  }
  const rest = input ?? asCount(usage["input_tokens"]);
  if (rest === undefined || isWhole(usage)) return rest;
  return rest + (sumOfCounts(usage, (key) => isPartOf(key, /^(input|cache)_/)) ?? 0);
}

function totalOutput(usage: JsonObject): number | undefined {
  const output = asCount(usage["output"] ?? usage["output_tokens"] ?? usage["completion_tokens"]);
  if (output === undefined || isWhole(usage) || usage["output"] === undefined) return output;
  return output + (sumOfCounts(usage, (key) => isPartOf(key, /^(output|reasoning)_/)) ?? 0);
}

function isPartOf(key: string, prefix: RegExp): boolean {
  return prefix.test(key) && key !== "input_tokens" && key !== "output_tokens";
}

/** When input and output alone make up the total, the parts are inside them, not beside them. */
function isWhole(usage: JsonObject): boolean {
  const total = asCount(usage["total"]);
  return (
    total !== undefined &&
    total === (asCount(usage["input"]) ?? 0) + (asCount(usage["output"]) ?? 0)
  );
}

function sumOfNumbers(details: { readonly [key: string]: Json }): number | undefined {
  const numbers = Object.values(details).flatMap((value) => asNumber(value) ?? []);
  return numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0) : undefined;
}
