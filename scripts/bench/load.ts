import { Agent, request } from "node:http";
import { exportBody } from "./export-body";

export type Load = {
  readonly url: string;
  readonly key: string;
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
const MAX_BODIES = 3_000;
const MAX_SPANS_PREPARED = 40_000;

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
      const answer = await post(load, agent, body);
      latencies.push(performance.now() - sent);
      answers[answer] = (answers[answer] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: load.clients }, client));
  agent.destroy();
  const seconds = (performance.now() - started) / 1_000;
  latencies.sort((a, b) => a - b);
  return {
    spansPerSecond: ((answers["200"] ?? 0) * load.spansARequest) / seconds,
    latencyMsP50: quantile(latencies, 0.5),
    latencyMsP95: quantile(latencies, 0.95),
    answers,
  };
}

/** Of values in ascending order; NaN when there are none. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function post({ url, key }: Load, agent: Agent, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(`${url}/v1/traces`, {
      method: "POST",
      agent,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/x-protobuf",
        "content-encoding": "gzip",
        "content-length": body.length,
      },
    });
    sent.on("response", (answer) => {
      answer.resume();
      answer.on("end", () => resolve(String(answer.statusCode)));
    });
    sent.on("error", (error) => resolve(error.message));
    sent.end(body);
  });
}
