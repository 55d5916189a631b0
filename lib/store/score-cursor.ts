import { z } from "zod";
import { AppError } from "@/lib/errors";

/** The last score of a page: the next one begins behind it. */
export type ScoreCursor = { readonly at: Date; readonly traceId: string; readonly id: string };

const part = z
  .string()
  .max(200)
  .refine((text) => !text.includes("\0"));
const shape = z.tuple([z.iso.datetime(), part, part]);

/** A cursor as an opaque text for addresses. */
export function encodeScoreCursor({ at, traceId, id }: ScoreCursor): string {
  return Buffer.from(JSON.stringify([at, traceId, id])).toString("base64url");
}

/** @throws AppError `invalid_input` when the text is no cursor */
export function decodeScoreCursor(text: string): ScoreCursor {
  const parsed = shape.safeParse(parseJson(Buffer.from(text, "base64url").toString()));
  if (!parsed.success) {
    const message = "is no cursor of this list; start again without it";
    throw new AppError("invalid_input", `cursor ${message}`, { cursor: [message] });
  }
  const [at, traceId, id] = parsed.data;
  return { at: new Date(at), traceId, id };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
