import {
  asArray,
  asNumber,
  asObject,
  asText,
  isObject,
  looseJson,
  textIn,
} from "@/lib/conventions/json";
import type { Json, JsonObject, RetrievedDocument } from "@/lib/domain/span";

/**
 * Retrieved documents in the order given. LangChain leaves a document's id and score inside its
 * metadata, so that is where they are looked for last.
 *
 * @param value a list of documents, or an object whose `documents` is one
 */
export function foldDocuments(value: Json | undefined): readonly RetrievedDocument[] | undefined {
  const loose = looseJson(value);
  const list = asArray(loose) ?? asArray(asObject(loose)?.["documents"]);
  const documents = list?.flatMap((item) => foldDocument(item) ?? []);
  return documents && documents.length > 0 ? documents : undefined;
}

function foldDocument(value: Json): RetrievedDocument | undefined {
  const loose = looseJson(value);
  if (typeof loose === "string") return { id: null, score: null, content: loose, metadata: null };
  if (!isObject(loose)) return undefined;
  const document = asObject(loose["document"]) ?? asObject(loose["kwargs"]) ?? loose;
  const metadata = looseJson(document["metadata"]) ?? null;
  const inner = asObject(metadata) ?? {};
  return {
    id: idIn(document) ?? textIn(inner, "id", "document_id", "doc_id") ?? null,
    score: scoreIn(document) ?? scoreIn(inner) ?? null,
    content: textIn(document, "content", "text", "pageContent", "page_content", "document") ?? null,
    metadata,
  };
}

function idIn(document: JsonObject): string | undefined {
  // A serialised LangChain object's own `id` is a list: the path of its class.
  return asText(document["id"]) ?? textIn(document, "document_id", "doc_id", "documentId");
}

function scoreIn(object: JsonObject): number | undefined {
  return (
    asNumber(object["score"]) ??
    asNumber(object["relevance_score"]) ??
    asNumber(object["relevanceScore"]) ??
    asNumber(object["similarity"])
  );
}

/** The index or its version that the documents name in their metadata. */
export function indexOf(documents: readonly RetrievedDocument[]): string | undefined {
  for (const { metadata } of documents) {
    const index = textIn(asObject(metadata) ?? {}, "index", "index_version", "indexVersion");
    if (index !== undefined) return index;
  }
  return undefined;
}
