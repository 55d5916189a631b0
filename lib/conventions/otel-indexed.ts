import { foldMessage } from "@/lib/conventions/fold-message";
import { foldMessages } from "@/lib/conventions/fold-messages";
import { isPart } from "@/lib/conventions/fold-part";
import { asArray, asObject, looseJson, textIn } from "@/lib/conventions/json";
import type { RawSpan } from "@/lib/conventions/raw-span";
import { valueAt } from "@/lib/conventions/readers";
import { unflatten } from "@/lib/conventions/unflatten";
import type { Json, Message } from "@/lib/domain/span";

/** Messages as older instrumentations spread them: `gen_ai.prompt.0.content` and so on. */
export const otelIndexed = {
  input: (span: RawSpan) =>
    messagesUnder(span, "gen_ai.prompt", "user") ??
    foldMessages(valueAt("gen_ai.prompt")(span), "user"),

  output: (span: RawSpan) =>
    messagesUnder(span, "gen_ai.completion", "assistant") ??
    foldMessages(valueAt("gen_ai.completion")(span), "assistant"),

  finishReason(span: RawSpan): string | undefined {
    const first = unflatten(span, "gen_ai.completion")?.[0];
    return textIn(asObject(first) ?? {}, "finish_reason");
  },

  /** The catalog, which Traceloop wrote as `llm.request.functions.N` and LiteLLM as `gen_ai.tool.N`. */
  toolDefinitions: (span: RawSpan) =>
    unflatten(span, "gen_ai.tool") ?? unflatten(span, "llm.request.functions"),
};

function messagesUnder(
  span: RawSpan,
  prefix: string,
  fallbackRole: string,
): readonly Message[] | undefined {
  const messages = unflatten(span, prefix)?.flatMap((item) => {
    const object = asObject(item) ?? { content: item };
    const role = textIn(object, "role") ?? fallbackRole;
    return foldMessage({ ...object, role, content: contentOf(object["content"]) }) ?? [];
  });
  return messages && messages.length > 0 ? messages : undefined;
}

/** Content with several parts is JSON in a string; JSON that is not parts is the text itself. */
function contentOf(content: Json | undefined): Json {
  const list = asArray(looseJson(content));
  return list && list.length > 0 && list.every(isPart) ? list : (content ?? null);
}
