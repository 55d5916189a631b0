import type { Json, Message, MessagePart, RetrievedDocument, Span } from "@/lib/domain/span";
import { type Random, seededRandom } from "@/lib/domain/statistics/random";
import { aSpan } from "./span";

const TOOLS = ["get_order", "get_user", "search_flights", "refund_policy", "calculate"];
const WORDS =
  "order flight refund seat customer policy ticket price confirm change cancel booking gold member luggage credit".split(
    " ",
  );

export const said = (role: string, ...parts: MessagePart[]): Message => ({ role, parts });
export const text = (content: string): MessagePart => ({ type: "text", content });

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("Nothing to pick from");
  return item;
}

export function sentence(random: Random, words = 9): string {
  const picked = Array.from({ length: words }, () => pick(random, WORDS));
  return `${picked.join(" ")} ${Math.floor(random() * 900) + 100}.`;
}

/**
 * A made-up run of an assistant, the same for the same seed: below an agent, turns of retrieval,
 * model, tools (sometimes two at a time), a decision, and an answer. 15 to 40 spans.
 */
export function plantableRun(seed: number): Span[] {
  const random = seededRandom(seed);
  for (let draw = 0; draw < 20; draw += 1) random();
  const run = new RunBuilder(random);
  const turns = 3 + Math.floor(random() * 5);
  for (let turn = 0; turn < turns; turn += 1) {
    if (random() < 0.7) run.retrieve();
    run.think(random() < 0.25 ? 2 : 1);
    if (random() < 0.2) run.decide();
  }
  run.answer();
  return run.spans();
}

class RunBuilder {
  readonly #spans: Span[] = [];
  readonly #history: Message[] = [
    said("system", text("You are a careful assistant.\nFollow the policy of 2024.")),
  ];
  readonly #traceId: string;
  readonly #rootId = "root";
  #at = Date.parse("2026-03-01T12:00:00Z");
  #calls = 0;

  constructor(readonly random: Random) {
    this.#traceId = `run-${Math.floor(random() * 1e9)}`;
    this.#history.push(said("user", text(`Please help: ${sentence(random)}`)));
  }

  retrieve(): void {
    const documents: RetrievedDocument[] = Array.from({ length: 5 }, (_, rank) => ({
      id: `doc_${Math.floor(this.random() * 90) + rank * 100}`,
      score: 1 - rank / 10,
      content: sentence(this.random),
      metadata: null,
    }));
    const query = sentence(this.random, 4);
    this.#add({ kind: "retrieval", name: "kb", retrieval: { query, index: "v41", documents } });
    this.#history.push(
      said("user", text(documents.map(({ content }) => content ?? "").join("\n"))),
    );
  }

  /** A model call that asks for so many tools, and the tools, at the same time. */
  think(tools: number): void {
    const calls = Array.from({ length: tools }, (): MessagePart & { type: "tool_call" } => {
      this.#calls += 1;
      return {
        type: "tool_call",
        id: `call_${this.#calls}`,
        name: pick(this.random, TOOLS),
        arguments: { id: Math.floor(this.random() * 1e6), note: sentence(this.random, 3) },
      };
    });
    this.#call(said("assistant", text(sentence(this.random)), ...calls), "tool_calls");
    const begin = this.#at;
    for (const [place, call] of calls.entries()) {
      const result: Json = {
        status: pick(this.random, ["open", "shipped", "closed"]),
        total: Math.floor(this.random() * 5_000) / 100,
        items: [sentence(this.random, 3), sentence(this.random, 3)],
        request_id: `r-${Math.floor(this.random() * 1e9)}`,
      };
      this.#at = begin + place * 5;
      this.#add({
        kind: "tool",
        name: call.name,
        tool: {
          name: call.name,
          callId: call.id,
          arguments: call.arguments,
          result,
          definitions: null,
          rawBytes: null,
        },
      });
      this.#history.push(
        said("tool", { type: "tool_call_response", id: call.id, response: result }),
      );
    }
  }

  decide(): void {
    const options = ["refund", "escalate", "reply"];
    const decision = { point: "route", branch: pick(this.random, options), options };
    this.#add({
      kind: "decision",
      name: "route",
      decision: { ...decision, runnerUp: null, margin: null },
    });
  }

  answer(): void {
    this.#call(
      said("assistant", text(`${sentence(this.random)} ${sentence(this.random)}`)),
      "stop",
    );
  }

  spans(): Span[] {
    const root = aSpan({
      traceId: this.#traceId,
      spanId: this.#rootId,
      kind: "agent",
      name: "assistant",
      input: "Please help",
      output: "done",
      startedAt: new Date("2026-03-01T12:00:00Z"),
      endedAt: new Date(this.#at),
      envelope: { harness: "h1" },
    });
    return [root, ...this.#spans];
  }

  #call(answer: Message, finishReason: string): void {
    this.#add({
      kind: "llm",
      name: "chat gpt-4o",
      model: { requested: "gpt-4o", served: "gpt-4o-2024-08-06", fingerprint: "fp_1" },
      sampling: { temperature: 0 },
      finishReason,
      input: [...this.#history] as unknown as Json,
      output: [answer] as unknown as Json,
    });
    this.#history.push(answer);
  }

  #add(facts: Partial<Span>): void {
    const startedAt = new Date(this.#at);
    this.#at += 40;
    this.#spans.push(
      aSpan({
        traceId: this.#traceId,
        spanId: `s${this.#spans.length}`,
        parentId: this.#rootId,
        startedAt,
        endedAt: new Date(this.#at),
        ...facts,
      }),
    );
    this.#at += 10;
  }
}
