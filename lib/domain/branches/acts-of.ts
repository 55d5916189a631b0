import type { Json, Message, MessagePart, Span } from "../span";
import { handoffTarget } from "./handoff-target";

/** What a model call decided: `tool:<name>`, `handoff`, `handoff:<agent>`, `ask`, `refuse`, `respond`, `end`. */
export type Act = string;

/** Enough to see how a text begins and ends. */
const SEEN_CHARACTERS = 400;
const MAX_ACTS = 20;

const REFUSAL =
  /\b(?:i(?:['’]m| am) (?:(?:very |really |so )?sorry|afraid|unable|not able)|i (?:can(?:not|['’]t)|won['’]t)|(?:can(?:not|['’]t)|unable to) (?:help|assist|provide|share|do that|comply|process|proceed))\b/i;
const DENIES =
  /\b(?:can(?:not|['’]t)|unable|not able|won['’]t|not (?:allowed|permitted|possible)|against (?:our |the )?policy)\b/i;

/**
 * What a model call did, each different thing once, in order. Empty when its output does not tell.
 * A call that failed decided nothing. Undefined for a span that is no model call.
 */
export function actsOf(span: Span): readonly Act[] | undefined {
  if (span.kind !== "llm") return undefined;
  if (span.status.code === "error") return [];
  if (span.finishReason === "content_filter") return ["refuse"];
  const parts = answerParts(span.output);
  if (parts === undefined) return [];
  const calls = parts.flatMap((part) =>
    part.type === "tool_call" ? toolAct(part.name, part.arguments) : [],
  );
  if (calls.length > 0) return [...new Set(calls)].slice(0, MAX_ACTS);
  const text = parts.flatMap((part) => (part.type === "text" ? part.content : [])).join("\n");
  // Where a call was to be made and only the words beside it were recorded, the words are not it.
  if (span.finishReason === "tool_calls") return [];
  return [textAct(text)];
}

/** The act of calling a tool. */
export function toolAct(name: string, given: Json): Act {
  const target = handoffTarget(name, given);
  if (target === undefined) return `tool:${name}`;
  return target === "" ? "handoff" : `handoff:${target}`;
}

function textAct(text: string): Act {
  const said = text.trim();
  if (said === "") return "end";
  const opening = said.slice(0, SEEN_CHARACTERS);
  if (REFUSAL.test(opening) && DENIES.test(opening)) return "refuse";
  const closing = said.slice(-SEEN_CHARACTERS).replace(/["'”’)\]*_\s]+$/u, "");
  return /[?？؟]$/u.test(closing) ? "ask" : "respond";
}

/** Parts of what the model answered; undefined when nothing was recorded. */
function answerParts(output: Json): readonly MessagePart[] | undefined {
  if (typeof output === "string") return [{ type: "text", content: output }];
  if (!Array.isArray(output)) return undefined;
  const messages = output as unknown as readonly Partial<Message>[];
  const parts = messages.flatMap((message) =>
    message !== null && typeof message === "object" && Array.isArray(message.parts)
      ? message.parts
      : [],
  );
  return parts.length > 0 ? parts : undefined;
}
