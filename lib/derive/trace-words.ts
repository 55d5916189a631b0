import { searchWords } from "@/lib/domain/search-words";
import type { Json, JsonObject, ToolFacts } from "@/lib/domain/span";
import { textOf } from "@/lib/domain/text-of";
import type { SpanWording } from "@/lib/store/span-body";
import type { TraceWords } from "@/lib/store/trace-words";

// A tsvector holds 1 MB; a word of 200 characters takes up to 800 bytes and some for itself.
const MAX_PART_LENGTH = 200_000;

/** Gathers the words by which traces are found: of names, sessions, users, input, output, errors and documents. */
export class WordCollector {
  readonly #traces = new Map<string, { words: Set<string>; texts: Set<string> }>();

  add(span: SpanWording): void {
    const trace = this.#traceOf(span.traceId);
    for (const text of textsOf(span)) {
      // The history is in every call of a conversation again.
      if (trace.texts.has(text)) continue;
      trace.texts.add(text);
      for (const word of searchWords(text)) trace.words.add(word);
    }
  }

  #traceOf(traceId: string): { words: Set<string>; texts: Set<string> } {
    const known = this.#traces.get(traceId);
    if (known) return known;
    const trace = { words: new Set<string>(), texts: new Set<string>() };
    this.#traces.set(traceId, trace);
    return trace;
  }

  rows(): TraceWords[] {
    return [...this.#traces].flatMap(([traceId, { words }]) =>
      partsOf(words).map((part, index) => ({ traceId, part: index, words: part })),
    );
  }
}

function textsOf(span: SpanWording): string[] {
  const ids = [
    span.name,
    span.status.message ?? "",
    span.model?.requested ?? "",
    span.model?.served ?? "",
    span.sessionId ?? "",
    span.userId ?? "",
  ].join("\n");
  return [
    ids,
    ...messageTexts(span.input),
    ...messageTexts(span.output),
    ...toolTexts(span.tool),
    textOf(span.retrieval),
  ];
}

function messageTexts(content: Json): string[] {
  const messages = isList(content) ? content : [content];
  return messages.map((message) => textOf(withoutCallIds(message)));
}

/** Ids of calls are different in every trace, and would fill the index with words nobody looks for. */
function withoutCallIds(message: Json): Json {
  if (message === null || typeof message !== "object" || !("parts" in message)) return message;
  const { parts } = message;
  if (!parts || !isList(parts)) return message;
  return { ...message, parts: parts.map((part) => (isCall(part) ? { ...part, id: null } : part)) };
}

function isCall(part: Json): part is JsonObject {
  return part !== null && typeof part === "object" && "type" in part && "id" in part;
}

function toolTexts(tool: ToolFacts | null): string[] {
  if (tool === null) return [];
  const { name, arguments: args, result, definitions } = tool;
  return [name ?? "", textOf(args), textOf(result), textOf(definitions)];
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function partsOf(words: Iterable<string>): string[][] {
  const parts: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const word of words) {
    if (length + word.length > MAX_PART_LENGTH) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)?.push(word);
    length += word.length + 8;
  }
  return parts;
}
