import type { Json, JsonObject, Message, MessagePart, Span } from "@/lib/domain/span";
import type { Random } from "@/lib/domain/statistics/random";
import type { ForkCause } from "@/lib/domain/trace-diff/trace-diff";
import { pick, said, sentence, text } from "./planted-run";

export const PLANTED = [
  "retrieval set",
  "retrieval order",
  "tool result",
  "tool argument",
  "prompt",
  "model",
  "sampling",
  "context cut",
  "retry",
] as const;
export type Planted = (typeof PLANTED)[number];

export type PlantedFork = {
  readonly spans: Span[];
  /** Id of the step in the untouched run; null where nothing but a harmless retry was planted. */
  readonly at: string | null;
  readonly cause: Pick<ForkCause, "class" | "axis"> | null;
};

const isCallingLlm = ({ kind, output }: Span) =>
  kind === "llm" && JSON.stringify(output).includes('"tool_call"');
const hasResult = ({ kind, tool }: Span) =>
  kind === "tool" && tool?.result !== null && JSON.stringify(tool?.result ?? "").length > 8;

const CAN_CARRY: { readonly [Kind in Planted]: (span: Span) => boolean } = {
  "retrieval set": ({ kind }) => kind === "retrieval",
  "retrieval order": ({ kind }) => kind === "retrieval",
  "tool result": hasResult,
  "tool argument": (span) =>
    (span.kind === "tool" && JSON.stringify(span.tool?.arguments).length > 4) || isCallingLlm(span),
  prompt: ({ kind }) => kind === "llm",
  model: ({ kind }) => kind === "llm",
  sampling: ({ kind }) => kind === "llm",
  "context cut": ({ kind, input }) => kind === "llm" && Array.isArray(input) && input.length > 4,
  retry: hasResult,
};

/**
 * A copy of a run in which one thing of a known kind is other at one step, and everything after it
 * is other as a consequence: what models say, what tools are given and give, and which steps there
 * are. Ids are new everywhere, and spans arrive in another order. Null where the run has no step
 * that can carry the change.
 *
 * @param run in order, the root first
 */
export function plantFork(run: readonly Span[], kind: Planted, random: Random): PlantedFork | null {
  const places = run.flatMap((span, at) => (CAN_CARRY[kind](span) ? [at] : []));
  if (places.length === 0) return null;
  const at = pick(random, places);
  const target = run[at];
  if (!target) return null;
  const isHarmless = kind === "retry" && random() < 0.5;
  const change = isHarmless ? { span: target, cause: null } : plant(target, kind, random);
  const other = run.map((span) => alwaysOther(span, kind, random));
  const spans = other.flatMap((span, place) => {
    const attempts = kind === "retry" && place === at ? [failedAttempt(span)] : [];
    if (isHarmless || (place > 0 && place < at)) return [...attempts, span];
    if (place === at) return [...attempts, planted(span, change.span)];
    return place === 0 ? [{ ...span, output: "other" }] : consequence(span, target, random);
  });
  return {
    spans: shuffled(renamed(spans), random),
    at: isHarmless ? null : target.spanId,
    cause: change.cause,
  };
}

/** What the change touches, on top of what is other in the whole run. */
function planted(span: Span, changed: Span): Span {
  const { input, output, tool } = changed;
  const retrieval = changed.retrieval && {
    ...changed.retrieval,
    index: span.retrieval?.index ?? null,
  };
  return {
    ...span,
    input: span.kind === "llm" ? withPromptOf(span, input) : input,
    output,
    tool,
    retrieval,
  };
}

const isPrompt = ({ role }: Message) => role === "system";
const messagesOf = (value: Json) => (Array.isArray(value) ? (value as unknown as Message[]) : []);
const asJson = (messages: readonly Message[]) => messages as unknown as Json;

function withPromptOf(span: Span, input: Json): Json {
  const prompt = messagesOf(span.input).filter(isPrompt);
  return asJson([...prompt, ...messagesOf(input).filter((message) => !isPrompt(message))]);
}

/** An axis is other from the first step on; that it shows only at one step is chance. */
function alwaysOther(span: Span, kind: Planted, random: Random): Span {
  if (kind === "retrieval set" && span.retrieval) {
    return { ...span, retrieval: { ...span.retrieval, index: "v42" } };
  }
  if (span.kind !== "llm") return withFreshIds(span, random);
  if (kind === "model") {
    return {
      ...span,
      model: { requested: "gpt-4.1", served: "gpt-4.1-2025", fingerprint: "fp_2" },
      name: span.name.replace("gpt-4o", "gpt-4.1"),
    };
  }
  if (kind === "sampling") return { ...span, sampling: { temperature: 1 } };
  if (kind !== "prompt") return span;
  const input = messagesOf(span.input).filter((message) => !isPrompt(message));
  return {
    ...span,
    input: asJson([said("system", text("You are brief. Use the tools.")), ...input]),
  };
}

function withFreshIds(span: Span, random: Random): Span {
  const result = span.tool?.result;
  if (!span.tool || typeof result !== "object" || result === null || Array.isArray(result))
    return span;
  const fresh =
    "request_id" in result ? { ...result, request_id: `r-${Math.floor(random() * 1e9)}` } : result;
  return { ...span, tool: { ...span.tool, result: fresh } };
}

function plant(
  span: Span,
  kind: Planted,
  random: Random,
): { span: Span; cause: PlantedFork["cause"] } {
  switch (kind) {
    case "retrieval set":
      return {
        span: withDocuments(span, (ids) => [
          ...ids.slice(0, 2),
          `doc_new_${Math.floor(random() * 99)}`,
          ...ids.slice(3),
        ]),
        cause: { class: "retrieval", axis: "retrieval_index" },
      };
    case "retrieval order":
      return {
        span: withDocuments(span, ([first, second, ...rest]) => [
          second ?? "",
          first ?? "",
          ...rest,
        ]),
        cause: { class: "retrieval", axis: null },
      };
    case "tool result":
    case "retry":
      return {
        span: withTool(span, { result: changedLeaf(span.tool?.result ?? null, random) }),
        cause: { class: "tool_result", axis: null },
      };
    case "tool argument":
      if (span.kind === "llm")
        return { span: otherCall(span, random), cause: { class: "sampling", axis: null } };
      return {
        span: withTool(span, { arguments: changedLeaf(span.tool?.arguments ?? null, random) }),
        cause: { class: "tool_argument", axis: null },
      };
    case "context cut": {
      const input = messagesOf(span.input);
      const from = 2 + Math.floor(random() * (input.length - 3));
      return {
        span: { ...otherAnswer(span, random), input: asJson(input.toSpliced(from, 1)) },
        cause: { class: "context", axis: null },
      };
    }
    default:
      return { span: otherAnswer(span, random), cause: { class: "envelope", axis: kind } };
  }
}

function withTool(span: Span, facts: Partial<NonNullable<Span["tool"]>>): Span {
  return span.tool ? { ...span, tool: { ...span.tool, ...facts } } : span;
}

function withDocuments(span: Span, order: (ids: string[]) => string[]): Span {
  if (!span.retrieval) return span;
  const known = new Map(span.retrieval.documents.map((document) => [document.id, document]));
  const ids = span.retrieval.documents.map(({ id }) => id ?? "");
  const documents = order(ids).map(
    (id) => known.get(id) ?? { id, score: 0.5, content: `New text of ${id}.`, metadata: null },
  );
  return { ...span, retrieval: { ...span.retrieval, documents } };
}

/** Keys that a diff leaves out by design, so that a change below them is none. */
const NOT_COMPARED = /request_id$|_at$/;

/** The same value with one leaf other. */
function changedLeaf(value: Json, random: Random): Json {
  if (typeof value === "number") return value + 1 + Math.floor(random() * 50);
  if (typeof value === "string") return `${sentence(random, 4)}${value.slice(0, 20)}`;
  if (typeof value === "boolean") return !value;
  if (value === null) return "something";
  const keys = Object.keys(value).filter((key) => !NOT_COMPARED.test(key));
  if (keys.length === 0) return { found: sentence(random, 3) };
  const key = pick(random, keys);
  const changed = changedLeaf((value as JsonObject)[key] ?? null, random);
  if (Array.isArray(value)) return value.with(Number(key), changed);
  return { ...(value as JsonObject), [key]: changed };
}

function otherCall(span: Span, random: Random): Span {
  const parts = (message: Message) =>
    message.parts.map(
      (part): MessagePart =>
        part.type === "tool_call"
          ? { ...part, arguments: changedLeaf(part.arguments, random) }
          : part,
    );
  return {
    ...span,
    output: asJson(
      messagesOf(span.output).map((message) => ({ ...message, parts: parts(message) })),
    ),
  };
}

function otherAnswer(span: Span, random: Random): Span {
  if (isCallingLlm(span) && random() < 0.5) return otherCall(span, random);
  return {
    ...span,
    output: asJson([said("assistant", text(`${sentence(random)} ${sentence(random)}`))]),
  };
}

/** The step with everything other that came from the fork; sometimes gone, sometimes with one more. */
function consequence(span: Span, fork: Span, random: Random): Span[] {
  const known = messagesOf(fork.input).length;
  const reworded = (value: Json): Json => (value === null ? null : changedLeaf(value, random));
  const input = messagesOf(span.input).map((message, place) =>
    place < known || isPrompt(message) ? message : said(message.role, text(sentence(random))),
  );
  const other: Span =
    span.kind === "llm"
      ? { ...otherAnswer(span, random), input: asJson(input) }
      : {
          ...withTool(span, {
            arguments: reworded(span.tool?.arguments ?? null),
            result: reworded(span.tool?.result ?? null),
          }),
        };
  const dice = random();
  if (dice < 0.1) return [];
  return dice < 0.2 ? [other, { ...other, spanId: `${span.spanId}+` }] : [other];
}

function failedAttempt(span: Span): Span {
  const message = "Timeout";
  return {
    ...withTool(span, { result: null }),
    spanId: `${span.spanId}-failed`,
    output: null,
    status: { code: "error", message },
    // Before the attempt that counts, and not at the same time.
    startedAt: new Date(span.startedAt.getTime() - 4),
    endedAt: new Date(span.startedAt.getTime() - 1),
    startUnixNano: `${span.startedAt.getTime() - 4}000000`,
    endUnixNano: `${span.startedAt.getTime() - 1}000000`,
  };
}

/** As another run has it: other ids. */
function renamed(spans: readonly Span[]): Span[] {
  const name = (id: string) => `b-${id}`;
  return spans.map((span) => ({
    ...span,
    traceId: name(span.traceId),
    spanId: name(span.spanId),
    parentId: span.parentId === null ? null : name(span.parentId),
  }));
}

function shuffled(spans: readonly Span[], random: Random): Span[] {
  return spans
    .map((span) => ({ span, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ span }) => span);
}
