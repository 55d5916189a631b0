import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { promisify } from "node:util";
import { gunzip, gunzipSync } from "node:zlib";
import { AppError } from "@/lib/errors";

/** How much of a refused body is still received, so that the sender gets to read the answer. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

/** Unzipping less than this takes less time than handing it to another thread does. */
const MAX_BYTES_UNZIPPED_HERE = 64 * 1024;

const nodeBodies = new WeakMap<Request, Readable>();

/** Says where a request's body is, for a server that has it as Node's stream: the web's is slow. */
export function attachBody(request: Request, body: Readable): void {
  nodeBodies.set(request, body);
}

/**
 * The body of a request, unzipped. Bytes are counted as they arrive and as they unfold, so a small
 * body that unfolds into a huge one is stopped early; `content-length` is not trusted.
 *
 * @throws AppError `payload_too_large`; `unsupported_media_type` for an encoding other than gzip;
 *   `invalid_input` when what claims to be gzip is not, or is cut short
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const encoding = (request.headers.get("content-encoding") || "identity").trim().toLowerCase();
  const isZipped = encoding === "gzip" || encoding === "x-gzip";
  if (!isZipped && encoding !== "identity") {
    throw new AppError(
      "unsupported_media_type",
      `Content-Encoding "${encoding}" is not understood; send gzip or none`,
    );
  }
  const stream = bodyOf(request);
  if (!stream) return Buffer.alloc(0);
  const sent = await collect(stream, maxBytes);
  return isZipped ? unzip(sent, maxBytes) : sent;
}

/**
 * Receives and forgets a body that nobody will read. Without it the sender's connection would hang:
 * what is left of the body stands before the next request on it.
 */
export async function discardBody(request: Request): Promise<void> {
  const stream = request.bodyUsed ? undefined : bodyOf(request);
  if (stream) await discard(stream);
}

function bodyOf(request: Request): Readable | undefined {
  const attached = nodeBodies.get(request);
  if (attached) return attached;
  // The DOM's and Node's types of the same stream differ.
  return request.body ? Readable.fromWeb(request.body as ReadableStream) : undefined;
}

const unzipElsewhere = promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip);

async function unzip(sent: Buffer, maxBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: maxBytes };
  try {
    return sent.length <= MAX_BYTES_UNZIPPED_HERE
      ? gunzipSync(sent, options)
      : await unzipElsewhere(sent, options);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    if (error.code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(maxBytes);
    throw new AppError("invalid_input", `The body is not gzip: ${error.message}`);
  }
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.byteLength;
      if (size > maxBytes) break;
      chunks.push(chunk);
    }
  } catch {
    throw new AppError("invalid_input", "The connection broke before the whole body had arrived");
  }
  if (size <= maxBytes) return Buffer.concat(chunks);
  await discard(stream);
  throw tooLarge(maxBytes);
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    "payload_too_large",
    `The body is larger than ${maxBytes} bytes after decompression`,
    { maxBytes },
  );
}

async function discard(sent: Readable): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of sent.iterator({ destroyOnReturn: false })) {
      size += chunk.byteLength;
      if (size > MAX_DISCARDED_BYTES) {
        sent.destroy();
        return;
      }
    }
  } catch {
    // The sender went away; there is nobody left to answer.
  }
}

/**
 * The body as JSON.
 *
 * @throws AppError as `readBody`; `invalid_input` when it is no JSON
 */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const body = await readBody(request, maxBytes);
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    throw new AppError("invalid_input", `The body is not JSON: ${(error as Error).message}`);
  }
}
