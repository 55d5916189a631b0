import { diffArrays } from "diff";
import { diffSentences } from "../alignment/text-diff";
import type { Json, Message } from "../span";
import { canonicalText } from "./canonical-text";
import { contentOfPart, isPrompt, messagesOf, messageText } from "./messages";
import type { MessageDiff } from "./step-detail";

const MAX_MESSAGES = 30;
const MAX_EDITS = 400;

type Placed = { readonly at: number; readonly message: Message; readonly key: string };

/**
 * The messages that differ between two conversations, in order; a message that was rewritten in its
 * place is one change. The system prompt is told with the envelope and left out here.
 */
export function diffMessages(a: Json, b: Json): { changes: MessageDiff[]; isCut: boolean } {
  const left = placed(a);
  const right = placed(b);
  const edits = diffArrays(left, right, {
    comparator: (one, other) => one.key === other.key,
    maxEditLength: MAX_EDITS,
  }) ?? [
    { removed: true, added: false, value: left },
    { removed: false, added: true, value: right },
  ];
  const changes: MessageDiff[] = [];
  let gone: Placed[] = [];
  for (const { added, removed, value } of edits) {
    if (removed) {
      gone = value;
      continue;
    }
    const come = added ? value : [];
    for (let at = 0; at < Math.max(gone.length, come.length); at += 1) {
      changes.push(messageDiff(gone[at], come[at]));
    }
    gone = [];
  }
  changes.push(...gone.map((one) => messageDiff(one, undefined)));
  return { changes: changes.slice(0, MAX_MESSAGES), isCut: changes.length > MAX_MESSAGES };
}

function placed(value: Json): Placed[] {
  return (messagesOf(value) ?? []).flatMap((message, at) => {
    if (isPrompt(message)) return [];
    const content = JSON.stringify(message.parts.map(contentOfPart));
    return [{ at, message, key: `${message.role} ${canonicalText(content)}` }];
  });
}

function messageDiff(a: Placed | undefined, b: Placed | undefined): MessageDiff {
  const change = a && b ? "changed" : a ? "removed" : "added";
  return {
    a: a?.at ?? null,
    b: b?.at ?? null,
    role: (b ?? a)?.message.role ?? "",
    change,
    sentences: diffSentences(a ? readable(a.message) : "", b ? readable(b.message) : ""),
  };
}

/** Text as it is; tool calls and results as JSON. */
function readable(message: Message): string {
  const text = messageText(message);
  const others = message.parts
    .filter((part) => !("content" in part))
    .map((part) => JSON.stringify(contentOfPart(part)));
  return [text, ...others].filter((piece) => piece !== "").join("\n");
}
