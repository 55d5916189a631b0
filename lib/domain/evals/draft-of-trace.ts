import type { Json, Message, Span } from "../span";
import type { CaseDependencies } from "./eval-case";

/** A case as a trace suggests it, for somebody to look at. */
export type CaseDraft = {
  readonly input: Json;
  /** What the trace answered, which may be wrong. */
  readonly expected: Json;
  readonly intent: string | null;
  readonly dependsOn: CaseDependencies;
};

/**
 * What was asked and answered in a trace: by its root, else by its first and last model call. System
 * messages are left out, because the prompt is what an eval tries, not what it asks.
 *
 * @param spans of one trace, by start
 */
export function draftOfTrace(spans: readonly Span[]): CaseDraft {
  const root = spans.find((span) => span.parentId === null) ?? spans[0];
  const calls = spans.filter((span) => span.kind === "llm");
  const answer = calls.findLast((call) => call.status.code === "ok") ?? calls.at(-1);
  const inputs = [root?.input, calls[0]?.input];
  const outputs = [root?.output, answer?.output];
  return {
    input: plain(withoutSystem(firstSaid(inputs))),
    expected: plain(firstSaid(outputs)),
    intent: spans.find((span) => span.segments["intent"])?.segments["intent"] ?? null,
    dependsOn: dependenciesOf(spans),
  };
}

function dependenciesOf(spans: readonly Span[]): CaseDependencies {
  const corpus = spans.find((span) => span.envelope["retrieval_index"])?.envelope[
    "retrieval_index"
  ];
  const prompt = spans.find((span) => span.prompt?.version)?.prompt?.version ?? undefined;
  return { ...(corpus ? { corpus } : {}), ...(prompt ? { prompt } : {}) };
}

function firstSaid(values: readonly (Json | undefined)[]): Json {
  return values.find((value) => value !== null && value !== undefined && value !== "") ?? null;
}

function withoutSystem(value: Json): Json {
  if (!isMessages(value)) return value;
  const rest = value.filter(({ role }) => role !== "system" && role !== "developer");
  return rest.length > 0 ? rest : value;
}

/** A single message of nothing but text is that text. */
function plain(value: Json): Json {
  if (!isMessages(value) || value.length !== 1) return value;
  const parts = value[0]?.parts ?? [];
  const texts = parts.flatMap((part) => (part.type === "text" ? part.content : []));
  return texts.length > 0 && texts.length === parts.length ? texts.join("\n") : value;
}

function isMessages(value: Json): value is Message[] & Json {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (message) =>
        typeof message === "object" &&
        message !== null &&
        typeof message["role"] === "string" &&
        Array.isArray(message["parts"]),
    )
  );
}
