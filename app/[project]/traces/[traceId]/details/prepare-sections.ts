import { buildTurns, isConversation } from "@/components/conversation/turns";
import { foldMessages } from "@/lib/conventions/fold-messages";
import type { Json, Span } from "@/lib/domain/span";
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
  const note =
    kind === "llm" && status.code === "error"
      ? "No output: the call failed."
      : kind === "llm" && finishReason === "content_filter"
        ? "No output: the provider's content filter stopped the call."
        : null;
  const [taken, given] = [readable(input, kind, "user"), readable(output, kind, "assistant")];
  return [
    section("Input", contentOf(taken, "the input")),
    section("Output", output === null && note ? absent(note) : contentOf(given, "the output")),
  ];
}

/** Our own JSON keeps messages as they were posted, in whichever form; they read as one here. */
function readable(value: Json, kind: Span["kind"], role: string): Json {
  if (typeof value === "string" || isConversation(value)) return value;
  const isLikely = kind === "llm" || (Array.isArray(value) && value.every(hasRole));
  return (isLikely ? foldMessages(value, role) : undefined) ?? value;
}

function hasRole(item: Json): boolean {
  return typeof item === "object" && item !== null && "role" in item;
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
  if (isConversation(value)) return { form: "conversation", turns: buildTurns(value) };
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
