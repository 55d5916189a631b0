import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { createGunzip, gunzipSync } from "node:zlib";
import { AppError } from "@/lib/errors";
import type { Incoming } from "./incoming";

/** How much of a refused body is still received, so that the sender gets to read the answer. */
const MAX_DISCARDED_BYTES = 256 * 1024 * 1024;

/** What all bodies that are arriving or unfolding may take together, however many senders there are. */
const MAX_HELD_BYTES = 128 * 1024 * 1024;
let heldBytes = 0;

/** Unzipping less than this takes less time than handing it to another thread does. */
const MAX_BYTES_UNZIPPED_HERE = 64 * 1024;

const nodeBodies = new WeakMap<Incoming, Readable>();

/** Says where a request's body is, for a server that has it as Node's stream: the web's is slow. */
export function attachBody(request: Incoming, body: Readable): void {
  nodeBodies.set(request, body);
}

/** A request's body. */
export type ReceivedBody = {
  /** Unzipped. */
  readonly body: Buffer;
  /** Bytes it took on the wire. */
  readonly wireBytes: number;
};

/**
 * The body of a request, unzipped. Bytes are counted as they arrive and as they unfold, so a small
 * body that unfolds into a huge one is stopped early; a small `content-length` is not trusted.
 *
 * @throws AppError `payload_too_large`; `unsupported_media_type` for an encoding other than gzip;
 *   `invalid_input` when what claims to be gzip is not, or is cut short; `too_many_requests` when
 *   more is arriving at once than may be held. What is left of the body is for `discardBody`
 */
export async function readBody(request: Incoming, maxBytes: number): Promise<ReceivedBody> {
  const encoding = (request.headers.get("content-encoding") || "identity").trim().toLowerCase();
  const isZipped = encoding === "gzip" || encoding === "x-gzip";
  if (!isZipped && encoding !== "identity") {
    throw new AppError(
      "unsupported_media_type",
      `Content-Encoding "${encoding}" is not understood; send gzip or none`,
    );
  }
  if (Number(request.headers.get("content-length")) > maxBytes) throw tooLarge(maxBytes);
  const stream = bodyOf(request);
  if (!stream) return { body: Buffer.alloc(0), wireBytes: 0 };
  const sent = await collect(stream, maxBytes).catch(tellCutOff);
  return { body: isZipped ? await unzip(sent, maxBytes) : sent, wireBytes: sent.length };
}

/**
 * Receives and forgets, in the background, what is left of a body that nobody will read. Without it
 * the sender's connection would hang: the rest stands before the next request on it. The answer does
 * not wait for it, as a sender may take its time.
 */
export function discardBody(request: Incoming): void {
  const isTaken = request.bodyUsed && !nodeBodies.has(request);
  const stream = isTaken ? undefined : bodyOf(request);
  if (!stream || stream.destroyed) return;
  let size = 0;
  // The sender may go away; there is nobody left to answer then.
  stream.on("error", () => {});
  stream.on("data", (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (size > MAX_DISCARDED_BYTES) stream.destroy();
  });
}

function bodyOf(request: Incoming): Readable | undefined {
  const attached = nodeBodies.get(request);
  if (attached || !request.body) return attached;
  // The DOM's and Node's types of the same stream differ.
  const stream = Readable.fromWeb(request.body as ReadableStream);
  nodeBodies.set(request, stream);
  return stream;
}

async function unzip(sent: Buffer, maxBytes: number): Promise<Buffer> {
  try {
    return sent.length <= MAX_BYTES_UNZIPPED_HERE
      ? gunzipSync(sent, { maxOutputLength: maxBytes })
      : await unzipElsewhere(sent, maxBytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error) || error instanceof AppError) throw error;
    if (error.code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(maxBytes);
    throw new AppError("invalid_input", `The body is not gzip: ${error.message}`);
  }
}

async function unzipElsewhere(sent: Buffer, maxBytes: number): Promise<Buffer> {
  const gunzip = createGunzip({ chunkSize: MAX_BYTES_UNZIPPED_HERE });
  gunzip.end(sent);
  try {
    return await collect(gunzip, maxBytes);
  } finally {
    gunzip.destroy();
  }
}

/** Everything a stream gives, which is left as it is when that is too much. */
async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.byteLength;
      heldBytes += chunk.byteLength;
      if (size > maxBytes) throw tooLarge(maxBytes);
      if (heldBytes > Math.max(MAX_HELD_BYTES, 2 * maxBytes)) throw tooMuchAtOnce();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    heldBytes -= size;
  }
}

function tellCutOff(error: unknown): never {
  if (error instanceof AppError) throw error;
  throw new AppError("invalid_input", "The connection broke before the whole body had arrived");
}

function tooMuchAtOnce(): AppError {
  return new AppError("too_many_requests", "More is arriving than can be held. Try again soon.");
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    "payload_too_large",
    `The body is larger than ${maxBytes} bytes after decompression`,
    { maxBytes },
  );
}

/**
 * The body as JSON.
 *
 * @throws AppError as `readBody` and `parseJson`
 */
export async function readJson(request: Incoming, maxBytes: number): Promise<unknown> {
  return parseJson((await readBody(request, maxBytes)).body);
}

/**
 * What a body that is JSON says.
 *
 * @throws AppError `invalid_input` when it is no JSON
 */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new AppError("invalid_input", `The body is not JSON: ${(error as Error).message}`);
  }
}
