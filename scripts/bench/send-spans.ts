import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { type ExportSpan, encodeExport } from "./encode-export";
import { postExport, type Receiver } from "./post-export";

export type Sent = {
  readonly spans: number;
  /** OTLP protobuf before compression. */
  readonly bytes: number;
  /** As it went over the wire. */
  readonly wireBytes: number;
};

const CLIENTS = 4;
const MAX_ATTEMPTS = 20;

/**
 * Sends requests from a few clients until all of them are stored.
 *
 * @throws Error when the server refuses one, or stays busy
 */
export async function sendSpans(
  receiver: Receiver,
  requests: Iterator<readonly ExportSpan[]>,
): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  const sent = { spans: 0, bytes: 0, wireBytes: 0 };
  const client = async () => {
    for (let next = requests.next(); next.done !== true; next = requests.next()) {
      const message = encodeExport(next.value);
      const body = gzipSync(message, { level: 1 });
      await postUntilTaken(receiver, agent, body);
      sent.spans += next.value.length;
      sent.bytes += message.length;
      sent.wireBytes += body.length;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  agent.destroy();
  return sent;
}

async function postUntilTaken(receiver: Receiver, agent: Agent, body: Buffer): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await postExport(receiver, agent, body);
    if (answer === "200") return;
    const isBusy = answer === "429" || answer === "503";
    if (!isBusy || attempt === MAX_ATTEMPTS) throw new Error(`An export was answered ${answer}`);
    await sleep(500);
  }
}
