import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { canonicalMessage } from "@/lib/ingest/chat-message";
import type { Transcript } from "@/lib/ingest/chat-transcript";
import { parseTranscripts } from "@/lib/ingest/transcript-file";
import type { ExportSpan } from "./encode-export";
import { randomFrom } from "./seeded-random";

/** Beside the checkout, where somebody has put it; not part of it. */
const FILE = "../shared/data/tau-bench/gpt-4o-airline.json";

export type Recorded = { readonly what: string; readonly runs: readonly Transcript[] };

/** tau-bench's recorded runs where they are at hand, else made-up conversations of the same shape. */
export async function loadRuns(): Promise<Recorded> {
  const text = await readFile(FILE, "utf8").catch(() => null);
  return text === null
    ? { what: "synthetic conversations", runs: syntheticRuns() }
    : { what: "tau-bench runs", runs: parseTranscripts(text, FILE) };
}

const STEP_MS = 2_000;

/** One trace a run: an agent, and below it a model call for each of its turns that repeats all before it. */
export function* fullHistoryTraces(
  runs: readonly Transcript[],
  at: Date,
): Generator<readonly ExportSpan[]> {
  for (const run of runs) yield traceOf(run, at);
}

function traceOf({ id, messages, model }: Transcript, startedAt: Date): ExportSpan[] {
  const traceId = digest(id, 16);
  const rootId = digest(`${id} root`, 8);
  const said = messages.map((message) => JSON.stringify(canonicalMessage(message)));
  const root: ExportSpan = {
    traceId,
    spanId: rootId,
    name: "agent",
    startedAt,
    durationMs: STEP_MS * messages.length,
    attributes: { "gen_ai.operation.name": "invoke_agent" },
  };
  const calls = messages.flatMap(({ role }, index): ExportSpan[] => {
    if (role !== "assistant") return [];
    const attributes = {
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": model ?? "unknown",
      "gen_ai.input.messages": `[${said.slice(0, index).join(",")}]`,
      "gen_ai.output.messages": `[${said[index] ?? ""}]`,
    };
    return [
      {
        traceId,
        spanId: digest(`${id} ${index}`, 8),
        parentId: rootId,
        name: "chat",
        startedAt: new Date(startedAt.getTime() + index * STEP_MS),
        durationMs: STEP_MS,
        attributes,
      },
    ];
  });
  return [root, ...calls];
}

const digest = (text: string, bytes: number) =>
  createHash("sha256").update(text).digest().subarray(0, bytes);

const RUNS = 200;
const TURNS = 12;
const SYSTEM_WORDS = 900;

function syntheticRuns(): Transcript[] {
  const random = randomFrom(7);
  const words = Array.from({ length: 2_000 }, () => random.word());
  const prose = (length: number) => Array.from({ length }, () => random.pick(words)).join(" ");
  const system = { role: "system", content: prose(SYSTEM_WORDS) };
  const turn = () => [
    { role: "user", content: prose(5 + random.below(40)) },
    { role: "assistant", content: prose(10 + random.below(60)) },
  ];
  return Array.from({ length: RUNS }, (_, index) => ({
    id: `synthetic ${index}`,
    messages: [system, ...Array.from({ length: TURNS }, turn).flat()],
    startedAt: null,
    model: "gpt-4o",
    root: {},
  }));
}
