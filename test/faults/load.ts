import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export type LoadOptions = {
  /** Where to send the next request. */
  readonly address: () => string;
  readonly key: string;
  readonly clients?: number;
  readonly spansARequest?: number;
};

/** Clients that send one trace after the other, each again and again until it is acknowledged. */
export type Load = {
  /** Ids of the spans that were acknowledged, by trace. */
  readonly acknowledged: ReadonlyMap<string, readonly string[]>;
  /** Answers by status, or by the code of the error that broke the connection. */
  readonly answers: Readonly<Record<string, number>>;
  /** How long each acknowledged request took, in the order of the answers. */
  readonly latenciesMs: readonly number[];
  /** Resolves when so many more traces are acknowledged. */
  advance(traces: number): Promise<void>;
  /** Resolves when what was begun is acknowledged. */
  stop(): Promise<void>;
};

const RETRY_MS = 100;
/** Leaves some of the machine to what is tested, and keeps the ledger short enough to be checked. */
const PACE_MS = 20;
const PATIENCE_MS = 60_000;

export function startLoad({ address, key, clients = 6, spansARequest = 8 }: LoadOptions): Load {
  const acknowledged = new Map<string, readonly string[]>();
  const answers: Record<string, number> = {};
  const latenciesMs: number[] = [];
  const agent = new Agent({ keepAlive: true });
  let isOver = false;
  const send = async (traceId: string, spanIds: readonly string[], body: Buffer) => {
    const deadline = performance.now() + PATIENCE_MS;
    while (performance.now() < deadline) {
      const began = performance.now();
      const answer = await post(`${address()}/v1/traces`, agent, key, body);
      answers[answer] = (answers[answer] ?? 0) + 1;
      if (answer === "200") {
        latenciesMs.push(performance.now() - began);
        acknowledged.set(traceId, spanIds);
        return;
      }
      await sleep(RETRY_MS);
    }
    throw new Error(`not acknowledged in ${PATIENCE_MS} ms: ${JSON.stringify(answers)}`);
  };
  const client = async () => {
    while (!isOver) {
      const traceId = randomBytes(16).toString("hex");
      const spanIds = Array.from({ length: spansARequest }, () => randomBytes(8).toString("hex"));
      await send(traceId, spanIds, exportOf(traceId, spanIds));
      await sleep(PACE_MS);
    }
  };
  const running = Promise.all(Array.from({ length: clients }, client));
  // Told by whoever waits for it; until then it is not unheard.
  running.catch(() => {});
  return {
    acknowledged,
    answers,
    latenciesMs,
    advance: async (traces) => {
      const wanted = acknowledged.size + traces;
      const isThere = async () => {
        while (acknowledged.size < wanted && !isOver) await sleep(10);
      };
      await Promise.race([isThere(), running]);
    },
    stop: async () => {
      isOver = true;
      await running;
      agent.destroy();
    },
  };
}

function exportOf(traceId: string, spanIds: readonly string[]): Buffer {
  const spans = spanIds.map((spanId) => ({
    traceId,
    spanId,
    name: "step",
    startTimeUnixNano: "1772366400000000000",
    endTimeUnixNano: "1772366401000000000",
    attributes: [{ key: "note", value: { stringValue: randomBytes(400).toString("base64") } }],
  }));
  return Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }));
}

/** The status, or the code of what broke; a refusal for now that does not say until when is told apart. */
function post(url: string, agent: Agent, key: string, body: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, {
      method: "POST",
      agent,
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "content-length": body.length,
      },
    });
    sent.on("response", (answer) => {
      answer.resume();
      const { statusCode: status = 0, headers } = answer;
      const isUnsaid = (status === 429 || status === 503) && !(Number(headers["retry-after"]) > 0);
      answer.on("end", () => resolve(`${status}${isUnsaid ? " without Retry-After" : ""}`));
      answer.on("error", () => resolve("cut off"));
    });
    sent.on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    sent.end(body);
  });
}
