import { foldDocuments, indexOf } from "@/lib/conventions/fold-documents";
import { asObject, textIn } from "@/lib/conventions/json";
import { PRECEDENCE } from "@/lib/conventions/precedence";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { firstOf } from "@/lib/conventions/readers";
import type { Json, Retrieval, RetrievedDocument, SpanKind } from "@/lib/domain/span";

/** What a retrieval searched for and found; also on a tool whose result lists documents. */
export function retrievalOf(
  span: RawSpan,
  kind: SpanKind,
  input: Json,
  output: Json,
): Retrieval | null {
  const documents = firstOf(PRECEDENCE.documents, span) ?? documentsIn(output, kind);
  if (kind !== "retrieval" && !documents) return null;
  const found = documents ?? [];
  return {
    query: firstOf(PRECEDENCE.query, span) ?? queryIn(input) ?? null,
    index:
      firstOf(PRECEDENCE.retrievalIndex, span) ??
      indexOf(found) ??
      firstOf(PRECEDENCE.retrievalCollection, span) ??
      null,
    documents: found,
  };
}

function documentsIn(output: Json, kind: SpanKind): readonly RetrievedDocument[] | undefined {
  if (kind === "retrieval") return typeof output === "string" ? undefined : foldDocuments(output);
  // A tool's list of anything is not a list of documents: it has to say so.
  return kind === "tool" ? foldDocuments(asObject(output)?.["documents"]) : undefined;
}

function queryIn(input: Json): string | undefined {
  if (typeof input === "string") return input === "" ? undefined : input;
  return textIn(asObject(input) ?? {}, "query", "input", "question", "text");
}
