import { Agent } from "node:http";
import { exportBody } from "./export-body";
import { quantile } from "./figure";
import { postExport, type Receiver } from "./post-export";

export type Load = Receiver & {
  readonly spansARequest: number;
  readonly clients: number;
  readonly seconds: number;
};

export type LoadResult = {
  readonly spansPerSecond: number;
  readonly latencyMsP50: number;
  readonly latencyMsP95: number;
  /** Requests by status, or by the error that ended them. */
  readonly answers: Readonly<Record<string, number>>;
};

/** Made before the clock starts, so that making them costs the server nothing. */
const MAX_BODIES = 5_000;
const MAX_SPANS_PREPARED = 80_000;

/** Sends exports from several clients, each waiting for its answer, for some seconds. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const count = Math.min(MAX_BODIES, Math.ceil(MAX_SPANS_PREPARED / load.spansARequest));
  const bodies = Array.from({ length: count }, () => exportBody(load.spansARequest, new Date()));
  const agent = new Agent({ keepAlive: true, maxSockets: load.clients });
  const latencies: number[] = [];
  const answers: Record<string, number> = {};
  const started = performance.now();
  const end = started + load.seconds * 1_000;
  const client = async () => {
    while (performance.now() < end) {
      const body = bodies.pop() ?? exportBody(load.spansARequest, new Date());
      const sent = performance.now();
      const answer = await postExport(load, agent, body);
      latencies.push(performance.now() - sent);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: load.clients }, client));
  agent.destroy();
  const seconds = (performance.now() - started) / 1_000;
  return {
    spansPerSecond: ((answers["200"] ?? 0) * load.spansARequest) / seconds,
    latencyMsP50: quantile(latencies, 0.5),
    latencyMsP95: quantile(latencies, 0.95),
    answers,
  };
}
