import type { Json, Message, Span } from "../span";
import type { CanonicalValues, IgnoredValue } from "./canonical-values";
import { contentOfPart, isPrompt, messagesOf, toolCallsIn } from "./messages";

/**
 * What went into a step and what came out, as numbers that are equal when the content is. The system
 * prompt, the tool catalog and sampling are not input but envelope.
 */
export type StepContent = {
  /** Null when not recorded. */
  readonly input: number | null;
  readonly output: number | null;
  /** Sizes and hashes that stand for content; null when there are none. */
  readonly inputSize: string | null;
  readonly outputSize: string | null;
  /** The conversation without the system prompt; null where the input is no conversation. */
  readonly messages: Int32Array | null;
  /** Running hash over `messages`: entry k is that of the first k. */
  readonly prefixes: Int32Array;
  /** The tool calls a model asked for. */
  readonly calls: number;
  readonly prompt: number | null;
  readonly tools: number | null;
  readonly sampling: number | null;
  /** Ids (or content) of retrieved documents, in rank order; empty elsewhere. */
  readonly documents: readonly string[];
  readonly ignored: readonly IgnoredValue[];
};

export function stepContent(span: Span, values: CanonicalValues): StepContent {
  const ignored: IgnoredValue[] = [];
  const conversation = span.kind === "llm" ? messagesOf(span.input) : null;
  const answer = span.kind === "llm" ? messagesOf(span.output) : null;
  const idsOf = (list: readonly Message[]) => list.map((one) => messageId(one, values, null));
  const spoken = conversation && idsOf(conversation.filter((message) => !isPrompt(message)));
  const prompt = idsOf(conversation?.filter(isPrompt) ?? []);
  const messages = spoken && Int32Array.from(spoken);
  return {
    input: spoken ? values.interner.list(spoken) : inputId(span, values, ignored),
    output: outputId(span, answer, values, ignored),
    ...sizesOf(span),
    messages,
    prefixes: runningHashes(messages ?? new Int32Array()),
    calls: callsId(answer ?? [], values),
    prompt: prompt.length === 0 ? null : values.interner.list(prompt),
    tools: span.tool?.definitions ? toolsId(span, values) : null,
    sampling: span.sampling ? values.read(span.sampling, "sampling", null) : null,
    documents: span.retrieval?.documents.map(documentKey) ?? [],
    ignored,
  };
}

function sizesOf(span: Span): Pick<StepContent, "inputSize" | "outputSize"> {
  const { usage, tool } = span;
  return {
    inputSize: sizeOf([usage?.inputTokens ?? null, ...hashesOf(span, true)]),
    outputSize: sizeOf([
      usage?.outputTokens ?? null,
      tool?.rawBytes ?? null,
      ...hashesOf(span, false),
    ]),
  };
}

function callsId(answer: readonly Message[], values: CanonicalValues): number {
  const { interner } = values;
  const calls = toolCallsIn(answer).map(({ name, arguments: args }) =>
    interner.list([interner.text(name), values.read(args, "arguments", null, true)]),
  );
  return interner.list(calls);
}

type Read = (value: Json, root: string, isChosen?: boolean) => number | null;

function inputId(span: Span, values: CanonicalValues, ignored: IgnoredValue[]): number | null {
  const read: Read = (value, root, isChosen) =>
    value === null ? null : values.read(value, root, ignored, isChosen);
  if (span.kind === "tool") {
    return read(span.tool?.arguments ?? null, "arguments", true) ?? read(span.input, "input");
  }
  if (span.kind === "retrieval") {
    return read(span.retrieval?.query ?? null, "query") ?? read(span.input, "input");
  }
  return read(span.input, "input");
}

function outputId(
  span: Span,
  answer: readonly Message[] | null,
  values: CanonicalValues,
  ignored: IgnoredValue[],
): number | null {
  const { interner } = values;
  const status = interner.text(`status ${span.status.code}`);
  const content = contentId(span, answer, values, ignored);
  if (content === null) return null;
  const finish = interner.text(`finish ${span.kind === "llm" ? span.finishReason : null}`);
  return interner.list([content, status, finish]);
}

function contentId(
  span: Span,
  answer: readonly Message[] | null,
  values: CanonicalValues,
  ignored: IgnoredValue[],
): number | null {
  const { interner } = values;
  if (answer) return interner.list(answer.map((message) => messageId(message, values, ignored)));
  if (span.decision) {
    return interner.list([interner.text(span.decision.branch), valueId(span.output)]);
  }
  if (span.kind === "retrieval" && span.retrieval && span.retrieval.documents.length > 0) {
    return interner.list(
      span.retrieval.documents.map((document) =>
        interner.list([
          interner.text(documentKey(document)),
          valueId(document.content ?? null, "documents"),
        ]),
      ),
    );
  }
  if (span.tool && span.kind === "tool" && span.tool.result !== null) {
    return valueId(span.tool.result, "result");
  }
  return span.output === null ? null : valueId(span.output);

  function valueId(value: Json, root = "output"): number {
    return values.read(value, root, ignored);
  }
}

/** A document by its id; by its content where it has none. */
export function documentKey(document: { id: string | null; content: string | null }): string {
  return document.id ?? document.content?.slice(0, 200) ?? "?";
}

function messageId(
  message: Message,
  values: CanonicalValues,
  ignored: IgnoredValue[] | null,
): number {
  const parts = message.parts.map((part) =>
    values.read(contentOfPart(part), "output", ignored, part.type === "tool_call"),
  );
  return values.interner.list([values.interner.text(message.role), ...parts], "m");
}

/** In any order: a catalog is a set. */
function toolsId(span: Span, values: CanonicalValues): number {
  return values.interner.record(
    (span.tool?.definitions ?? []).map(({ name, description, parameters }) => [
      name,
      values.read([description, parameters], "definitions", null),
    ]),
  );
}

/** Attributes in which senders that withhold content say at least its hash. */
function hashesOf({ attributes }: Span, isInput: boolean): (string | null)[] {
  return Object.keys(attributes)
    .filter((key) => /(?:sha256|hash|digest|checksum)$/i.test(key))
    .filter((key) => /input|prompt|argument|request/i.test(key) === isInput)
    .sort()
    .map((key) => `${key}=${JSON.stringify(attributes[key])}`);
}

function sizeOf(parts: readonly (string | number | null)[]): string | null {
  return parts.every((part) => part === null) ? null : JSON.stringify(parts);
}

function runningHashes(ids: Int32Array): Int32Array {
  const hashes = new Int32Array(ids.length + 1);
  for (const [position, id] of ids.entries()) {
    hashes[position + 1] = Math.imul((hashes[position] ?? 0) ^ id, 0x9e3779b1) + position;
  }
  return hashes;
}
