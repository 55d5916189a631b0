import { searchWords } from "@/lib/domain/search-words";
import type { Span } from "@/lib/domain/span";
import { textOf } from "@/lib/domain/text-of";
import type { SpanWords } from "@/lib/store/derive-spans";

// A tsvector holds 1 MB; a word of 200 characters takes up to 800 bytes and some for itself.
const MAX_PART_LENGTH = 200_000;

/** The words by which a span is found: of its ids, names, input, output, error and documents. */
export function spanWords(projectId: number, span: Span): SpanWords[] {
  const words = searchWords(
    [
      span.traceId,
      span.spanId,
      span.name,
      span.status.message ?? "",
      span.model?.requested ?? "",
      span.model?.served ?? "",
      span.sessionId ?? "",
      span.userId ?? "",
      textOf(span.input),
      textOf(span.output),
      textOf(span.tool),
      textOf(span.retrieval),
    ].join("\n"),
  );
  const { traceId, spanId } = span;
  return partsOf(words).map((part, index) => ({
    projectId,
    traceId,
    spanId,
    part: index,
    words: part,
  }));
}

function partsOf(words: readonly string[]): string[][] {
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
