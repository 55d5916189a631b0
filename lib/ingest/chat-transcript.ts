import { createHash } from "node:crypto";
import type { JsonObject } from "@/lib/domain/span";
import {
  type ChatMessage,
  type ChatToolCall,
  canonicalMessage,
  contentOf,
  parsedWhenJson,
  textOf,
  toolCallsOf,
} from "./chat-message";
import type { NativeSpan } from "./native-span";
import { durationMsOf, spansTimeline } from "./transcript-timing";

/** One recorded run of an assistant. */
export type Transcript = {
  /** Names the run; importing the same id again stores nothing new. */
  readonly id: string;
  readonly messages: readonly ChatMessage[];
  /** Null: not recorded. */
  readonly startedAt: Date | null;
  /** Model asked for, by every turn. */
  readonly model: string | null;
  /** What the run says of itself as a whole; goes on the root. */
  readonly root: Partial<NativeSpan>;
};

const IMPORTED: JsonObject = { "tidemark.import.timing": "synthesised" };

/**
 * A run as the spans of one trace: an agent at the root, below it an LLM span for each message of
 * the assistant and a tool span for each call in it, in order.
 *
 * Ids follow from the run's id alone. Transcripts say nothing of time, so every span gets a made-up
 * duration and an attribute that says so; the run begins at `startedAt`, or such that it ends at
 * `importedAt`.
 */
export function transcriptSpans(
  run: Transcript,
  { importedAt }: { readonly importedAt: Date },
): NativeSpan[] {
  const traceId = digest(run.id, 32);
  const rootId = digest(`${run.id} root`, 16);
  const steps = stepsOf(run);
  const { begin, slots } = spansTimeline(
    steps.map((step) => durationMsOf(step.facts)),
    run.startedAt,
    importedAt,
  );
  const children = steps.map(({ facts }, index): NativeSpan => {
    const slot = slots[index] ?? { startedAt: begin, endedAt: begin };
    return {
      ...facts,
      traceId,
      spanId: digest(`${run.id} ${index}`, 16),
      parentId: rootId,
      ...iso(slot),
      attributes: IMPORTED,
    };
  });
  const end = slots.at(-1)?.endedAt ?? begin;
  return [
    { ...rootOf(run), traceId, spanId: rootId, ...iso({ startedAt: begin, endedAt: end }) },
    ...children,
  ];
}

/** What a span says, before it has ids and times. */
type StepFacts = Omit<NativeSpan, "traceId" | "spanId" | "startedAt" | "endedAt">;
type Step = { readonly facts: StepFacts };

function rootOf({ messages, root }: Transcript): StepFacts {
  const first = messages.findIndex(({ role }) => role === "assistant");
  const asked = messages.slice(0, first < 0 ? messages.length : first).filter(isFromUser);
  const said = messages.findLast(
    (message) => message.role === "assistant" && textOf(message) !== "",
  );
  return {
    name: root.agent ?? "chat",
    kind: "agent",
    input: asked.map(textOf).join("\n"),
    output: said ? textOf(said) : null,
    ...root,
    attributes: { ...root.attributes, ...IMPORTED },
  };
}

const isFromUser = ({ role }: ChatMessage) => role === "user";

function stepsOf({ messages, model }: Transcript): Step[] {
  const canonical = messages.map(canonicalMessage);
  const prompt = promptOf(messages);
  return messages.flatMap((message, index) => {
    if (message.role !== "assistant") return [];
    const calls = toolCallsOf(message);
    const llm: StepFacts = {
      name: model === null ? "chat" : `chat ${model}`,
      kind: "llm",
      model: model === null ? null : { requested: model },
      input: canonical.slice(0, index),
      output: canonical.slice(index, index + 1),
      finishReason: calls.length > 0 ? "tool_calls" : null,
      prompt,
    };
    const answers = messages.slice(index + 1);
    return [{ facts: llm }, ...calls.map((call) => ({ facts: toolFacts(call, answers) }))];
  });
}

/** A system message has no version of its own; its digest changes when the text does. */
function promptOf(messages: readonly ChatMessage[]): { version: string } | null {
  const system = messages.filter(({ role }) => role === "system" || role === "developer");
  return system.length > 0 ? { version: digest(system.map(textOf).join("\n"), 12) } : null;
}

function toolFacts(call: ChatToolCall, later: readonly ChatMessage[]): StepFacts {
  const answer = later.find(
    (message) => message.role === "tool" && message.tool_call_id === call.id,
  );
  const result = answer ? contentOf(answer) : null;
  const failure = typeof result === "string" && result.startsWith("Error") ? result : null;
  return {
    name: call.name,
    kind: "tool",
    tool: {
      name: call.name,
      callId: call.id,
      arguments: call.arguments,
      result: parsedWhenJson(result),
      rawBytes: typeof result === "string" ? Buffer.byteLength(result) : null,
    },
    status: statusOf(answer !== undefined, failure),
  };
}

/** A call nobody answered may have failed or been cut off: its status is not known. */
function statusOf(isAnswered: boolean, failure: string | null): NativeSpan["status"] {
  if (failure !== null) return { code: "error", message: failure };
  return isAnswered ? { code: "ok" } : null;
}

const digest = (text: string, length: number) =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

const iso = ({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }) => ({
  startedAt: startedAt.toISOString(),
  endedAt: endedAt.toISOString(),
});
