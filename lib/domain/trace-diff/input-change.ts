import { textSimilarity } from "../alignment/text-similarity";
import type { Message } from "../span";
import { textOf } from "../text-of";
import type { RunStep } from "./canonical-run";
import { canonicalText } from "./canonical-text";
import { isPrompt, messagesOf } from "./messages";
import { differingFeatures } from "./text-features";

/** What is other about the input of two steps. */
export type InputChange =
  /** Part of the conversation is missing on one side, or one text is the other cut short. */
  | { readonly what: "cut"; readonly side: "a" | "b"; readonly messages: number }
  /** Somebody or something said otherwise: the first message that differs. */
  | { readonly what: "message"; readonly role: string; readonly isFirst: boolean }
  | { readonly what: "other" };

const MAX_COMPARED = 20_000;
const SAME_WORDING = 0.97;
/** A text that keeps less than this of another was rewritten, not cut. */
const MIN_CUT_KEPT = 0.02;

export function changedInput(a: RunStep, b: RunStep): InputChange {
  const left = spoken(a);
  const right = spoken(b);
  if (!left || !right || !a.messages || !b.messages) {
    const side = cutSide(textOf(a.span.input), textOf(b.span.input));
    return side ? { what: "cut", side, messages: 0 } : { what: "other" };
  }
  const missingInB = missingFrom(a.messages, b.messages);
  if (missingInB !== null) return { what: "cut", side: "b", messages: missingInB };
  const missingInA = missingFrom(b.messages, a.messages);
  if (missingInA !== null) return { what: "cut", side: "a", messages: missingInA };
  const first = a.messages.findIndex((id, at) => id !== b.messages?.[at]);
  const one = left[first];
  const other = right[first];
  if (!one || !other) return { what: "other" };
  const side = cutSide(textOf(one.parts), textOf(other.parts));
  if (side) return { what: "cut", side, messages: 0 };
  const firstOfRole = left.findIndex(({ role }) => role === other.role);
  return { what: "message", role: other.role, isFirst: firstOfRole === first };
}

/** Whether the inputs differ in wording alone, so that a reader would call them the same. */
export function isCosmeticInput(a: RunStep, b: RunStep): boolean {
  const left = spoken(a);
  const right = spoken(b);
  if (!left || !right || left.length !== right.length) return false;
  return left.every((message, at) => {
    const other = right[at];
    if (a.messages?.[at] === b.messages?.[at]) return true;
    return other?.role === message.role && isReworded(textOf(message.parts), textOf(other.parts));
  });
}

function isReworded(a: string, b: string): boolean {
  if (a.length + b.length > MAX_COMPARED || differingFeatures(a, b).length > 0) return false;
  return textSimilarity(canonicalText(a), canonicalText(b)) >= SAME_WORDING;
}

/** Whether all that was said before is the same, and the person then said something else. */
export function hasOtherTurn(a: RunStep, b: RunStep): boolean {
  const length = a.messages?.length ?? 0;
  if (length === 0 || length !== b.messages?.length) return false;
  if (a.prefixes[length - 1] !== b.prefixes[length - 1]) return false;
  const turns = [a, b].map((step) => spoken(step)?.at(-1));
  return turns.every((turn) => turn?.role === "user") && !isCosmeticInput(a, b);
}

function spoken({ span }: RunStep): Message[] | null {
  return messagesOf(span.input)?.filter((message) => !isPrompt(message)) ?? null;
}

/** How many messages the shorter list lacks, when it is the longer one with some left out. */
function missingFrom(long: Int32Array, short: Int32Array): number | null {
  if (short.length === 0 || short.length >= long.length) return null;
  let found = 0;
  for (const id of long) if (id === short[found]) found += 1;
  // The end of a conversation that is missing was never said.
  const isEndKept = long.at(-1) === short.at(-1);
  return found === short.length && isEndKept ? long.length - short.length : null;
}

/** Which of two texts is the other one with its end, its start or its middle missing. */
function cutSide(a: string, b: string): "a" | "b" | null {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length === long.length || short.length < long.length * MIN_CUT_KEPT) return null;
  let head = 0;
  while (head < short.length && short[head] === long[head]) head += 1;
  let tail = 0;
  const rest = short.length - head;
  while (tail < rest && short[short.length - 1 - tail] === long[long.length - 1 - tail]) tail += 1;
  // What marks the gap ("[… 300 lines omitted …]") may be new.
  const isCut =
    head + tail >= short.length - 80 &&
    head + tail >= 0.6 * short.length &&
    long.length - short.length > 20;
  return isCut ? (a.length < b.length ? "a" : "b") : null;
}
