import { z } from "zod";
import { chatMessage, toolCallsOf } from "./chat-message";
import type { Transcript } from "./chat-transcript";

/** One attempt at one task, as tau-bench keeps it in `historical_trajectories`. */
export const tauBenchRun = z.looseObject({
  task_id: z.union([z.string(), z.number()]).transform(String),
  trial: z.number().int().min(0),
  reward: z.number(),
  traj: z.array(chatMessage).min(1),
});

export type Benchmark = {
  /** File name without folder and ending; tells runs of one campaign from those of another. */
  readonly run: string;
  /** The agent's model; null when the name does not say. */
  readonly model: string | null;
  /** The benchmark's domain, e.g. "airline"; null when the name does not say. */
  readonly domain: string | null;
};

/** tau-bench names its files `<model>-<domain>.json`; the runs inside say neither. */
export function benchmarkOfFile(name: string): Benchmark {
  const run = name.replace(/^.*\//, "").replace(/\.jsonl?$/, "");
  const [, model, domain] = /^(.+)-(airline|retail|telecom)$/.exec(run) ?? [];
  return { run, model: model ?? null, domain: domain ?? null };
}

/** The tool by which the agent gives a conversation to a person. */
const HAND_OVER = "transfer_to_human_agents";

export function transcriptOfTauBench(
  { task_id: task, trial, reward, traj }: z.output<typeof tauBenchRun>,
  { run, model, domain }: Benchmark,
): Transcript {
  const tools = traj.flatMap((message) => toolCallsOf(message).map(({ name }) => name));
  return {
    id: `tau-bench ${run} ${task}:${trial}`,
    messages: traj,
    startedAt: null,
    model,
    root: {
      name: domain === null ? "tau-bench" : `tau-bench ${domain}`,
      sessionId: `${task}:${trial}`,
      source: "eval",
      feature: domain,
      eval: {
        suite: domain === null ? "tau-bench" : `tau-bench-${domain}`,
        run,
        case: task,
        attempt: trial,
      },
      // A reward of 0 is a verdict on the answer, not a failure of the run.
      outcome: tools.includes(HAND_OVER) ? "handoff" : "ok",
      attributes: { "tau_bench.reward": reward },
    },
  };
}
