import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/** How much of a refused body is still received, so that the sender gets to read the answer. */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

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
  const sent = bodyOf(request);
  if (!sent) return Buffer.alloc(0);
  try {
    return isZipped ? await unzip(sent, maxBytes) : await collect(sent, maxBytes);
  } catch (error) {
    await discard(sent);
    throw error;
  }
}

/**
 * Receives and forgets a body that nobody will read. Without it the sender's connection would hang:
 * what is left of the body stands before the next request on it.
 */
export async function discardBody(request: Request): Promise<void> {
  const sent = request.bodyUsed ? undefined : bodyOf(request);
  if (sent) await discard(sent);
}

function bodyOf(request: Request): Readable | undefined {
  // The DOM's and Node's types of the same stream differ.
  return request.body ? Readable.fromWeb(request.body as ReadableStream) : undefined;
}

async function unzip(sent: Readable, maxBytes: number): Promise<Buffer> {
  const unzipped = createGunzip();
  sent.once("error", (error) => unzipped.destroy(error));
  try {
    return await collect(sent.pipe(unzipped), maxBytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new AppError("invalid_input", `The body is not gzip: ${error.message}`);
    }
    throw error;
  } finally {
    sent.unpipe(unzipped);
    unzipped.destroy();
  }
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      throw new AppError(
        "payload_too_large",
        `The body is larger than ${maxBytes} bytes after decompression`,
        { maxBytes },
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function discard(sent: Readable): Promise<void> {
  let size = 0;
  try {
    for await (const chunk of sent.iterator({ destroyOnReturn: false })) {
      size += chunk.byteLength;
      if (size > MAX_DISCARDED_BYTES) break;
    }
  } catch {
    // The sender went away; there is nobody left to answer.
  }
  sent.destroy();
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
