import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { createGunzip } from "node:zlib";
import { AppError } from "@/lib/errors";

/**
 * The body of a request, unzipped. Bytes are counted as they arrive and as they unfold, so a small
 * body that unfolds into a huge one is stopped early; `content-length` is not trusted.
 *
 * @throws AppError `payload_too_large`; `unsupported_media_type` for an encoding other than gzip;
 *   `invalid_input` when what claims to be gzip is not, or is cut short
 */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (!["identity", "gzip", "x-gzip", ""].includes(encoding)) {
    throw new AppError(
      "unsupported_media_type",
      `Content-Encoding "${encoding}" is not understood; send gzip or none`,
    );
  }
  if (!request.body) return Buffer.alloc(0);
  // The DOM's and Node's types of the same stream differ.
  const sent = Readable.fromWeb(request.body as ReadableStream);
  if (!encoding.endsWith("gzip")) return collect(sent, maxBytes);
  const unzipped = createGunzip();
  sent.on("error", (error) => unzipped.destroy(error));
  try {
    return await collect(sent.pipe(unzipped), maxBytes);
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_")) {
      throw new AppError("invalid_input", `The body is not gzip: ${error.message}`);
    }
    throw error;
  } finally {
    sent.destroy();
  }
}

async function collect(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
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
