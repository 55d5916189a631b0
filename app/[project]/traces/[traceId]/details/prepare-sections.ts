import { buildTurns } from "@/components/conversation/turns";
import type { Json, Span } from "@/lib/domain/span";
import { findConversation } from "./find-conversation";
import type { ContentView, Section } from "./span-view";

/** What a span took in and gave back, in the words that fit its kind. */
export function prepareSections(span: Span): readonly Section[] {
  if (span.kind === "tool") return toolSections(span);
  if (span.retrieval) return retrievalSections(span);
  return [...inputAndOutput(span), ...definitionSection(span)];
}

function toolSections({ tool, input, output }: Span): Section[] {
  return [
    section("Arguments", contentOf(firstSaid(tool?.arguments, input), "its arguments")),
    section("Result", contentOf(firstSaid(tool?.result, output), "its result")),
  ];
}

function retrievalSections(span: Span): Section[] {
  const { query, documents } = span.retrieval ?? { query: null, documents: [] };
  const count = documents.length === 1 ? "1 document" : `${documents.length} documents`;
  const found: ContentView =
    documents.length > 0
      ? { form: "documents", documents }
      : { form: "absent", note: "The sender recorded no documents." };
  const rest = inputAndOutput(span).filter(({ content }) => content.form !== "absent");
  return [
    section("Query", contentOf(query, "the query")),
    section(documents.length > 0 ? `${count}, best first` : "Documents", found),
    // Senders usually repeat the query and the documents here, in a form of their own.
    ...rest.map(({ title, content }) => section(`${title} as sent`, content, true)),
  ];
}

function inputAndOutput({ input, output, kind, finishReason, status }: Span): Section[] {
  const note = noOutputNote({ kind, finishReason, status });
  return [
    ...said("Input", input, kind, "user"),
    ...(output === null && note
      ? [section("Output", absent(note))]
      : said("Output", output, kind, "assistant")),
  ];
}

/** Why there is no output, where the span says why. */
function noOutputNote({
  kind,
  finishReason,
  status,
}: Pick<Span, "kind" | "finishReason" | "status">): string | null {
  if (status.code === "error") return `No output: ${kind === "llm" ? "the call" : "it"} failed.`;
  if (kind === "llm" && finishReason === "content_filter") {
    return "No output: the provider's content filter stopped the call.";
  }
  return null;
}

/** A conversation where it can be read as one, with what stood beside its messages below. */
function said(title: "Input" | "Output", value: Json, kind: Span["kind"], role: string): Section[] {
  const what = title.toLowerCase();
  const conversation = findConversation(value, kind, role);
  if (!conversation) return [section(title, contentOf(value, `the ${what}`))];
  const { messages, rest } = conversation;
  return [
    section(title, { form: "conversation", turns: buildTurns(messages) }),
    ...(rest === null ? [] : [section(`Rest of the ${what}`, { form: "json", value: rest }, true)]),
  ];
}

function definitionSection({ tool }: Span): Section[] {
  const definitions = tool?.definitions ?? [];
  if (definitions.length === 0) return [];
  const title = definitions.length === 1 ? "1 tool offered" : `${definitions.length} tools offered`;
  return [section(title, { form: "definitions", definitions }, true)];
}

function contentOf(value: Json, what: string): ContentView {
  if (value === null) return absent(`The sender did not record ${what}.`);
  if (value === "") return absent("Recorded, and empty.");
  if (typeof value === "string") return { form: "text", text: value };
  return { form: "json", value };
}

function absent(note: string): ContentView {
  return { form: "absent", note };
}

function firstSaid(...values: readonly (Json | undefined)[]): Json {
  return values.find((value) => value !== null && value !== undefined) ?? null;
}

function section(title: string, content: ContentView, isFolded = false): Section {
  return { title, content, isFolded };
}
