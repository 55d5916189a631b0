import { z } from "zod";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/parse-input";
import { chatMessage } from "./chat-message";
import type { Transcript } from "./chat-transcript";
import { benchmarkOfFile, tauBenchRun, transcriptOfTauBench } from "./tau-bench-run";
import { transcriptMetadata } from "./transcript-metadata";

const plainRun = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String),
  messages: z.array(chatMessage).min(1),
  startedAt: z.iso.datetime({ offset: true }).nullish(),
  metadata: z.record(z.string(), z.json()).nullish(),
});

/**
 * The runs in a file: JSON (a list, or one run) or JSONL, of our own
 * `{ id, messages, startedAt?, metadata? }` or as tau-bench writes them.
 *
 * @param name of the file, from which a tau-bench run learns its model and domain
 * @throws AppError `invalid_input` naming the run, counted from 1, and what is wrong with it
 */
export function parseTranscripts(text: string, name: string): Transcript[] {
  const benchmark = benchmarkOfFile(name);
  return parseItems(text).map((item, index) => {
    try {
      const isTauBench = typeof item === "object" && item !== null && "traj" in item;
      return isTauBench
        ? transcriptOfTauBench(parseInput(tauBenchRun, item), benchmark)
        : transcriptOf(parseInput(plainRun, item));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      throw new AppError("invalid_input", `Run ${index + 1}: ${error.message}`, error.details);
    }
  });
}

function transcriptOf(run: z.output<typeof plainRun>): Transcript {
  const { model, root } = transcriptMetadata(run.metadata ?? {});
  const startedAt = run.startedAt ? new Date(run.startedAt) : null;
  return { id: run.id, messages: run.messages, startedAt, model, root };
}

function parseItems(text: string): unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const lines = text.split("\n").map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      const item = parseJson(line);
      if (item === undefined) throw new AppError("invalid_input", `Line ${number} is not JSON.`);
      return item;
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
