import { searchWords } from "@/lib/domain/search-words";
import type { Span } from "@/lib/domain/span";
import { textOf } from "@/lib/domain/text-of";
import type { TraceWords } from "@/lib/store/trace-words";

// A tsvector holds 1 MB; a word of 200 characters takes up to 800 bytes and some for itself.
const MAX_PART_LENGTH = 200_000;

/** Gathers the words by which traces are found: of ids, names, input, output, errors and documents. */
export class WordCollector {
  readonly #traces = new Map<string, { words: Set<string>; texts: Set<string> }>();

  add(span: Span): void {
    const trace = this.#traces.get(span.traceId) ?? { words: new Set(), texts: new Set() };
    this.#traces.set(span.traceId, trace);
    for (const text of textsOf(span)) {
      // The history is in every call of a conversation again.
      if (trace.texts.has(text)) continue;
      trace.texts.add(text);
      for (const word of searchWords(text)) trace.words.add(word);
    }
  }

  rows(): TraceWords[] {
    return [...this.#traces].flatMap(([traceId, { words }]) =>
      partsOf(words).map((part, index) => ({ traceId, part: index, words: part })),
    );
  }
}

function textsOf(span: Span): string[] {
  const ids = [
    span.traceId,
    span.spanId,
    span.name,
    span.status.message ?? "",
    span.model?.requested ?? "",
    span.model?.served ?? "",
    span.sessionId ?? "",
    span.userId ?? "",
  ].join("\n");
  const messages = Array.isArray(span.input) ? span.input : [span.input];
  return [
    ids,
    ...messages.map(textOf),
    textOf(span.output),
    textOf(span.tool),
    textOf(span.retrieval),
  ];
}

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
