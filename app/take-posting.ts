import { z } from "zod";
import { requireKey } from "@/lib/auth/require-key";
import type { Actor } from "@/lib/domain/audit";
import type { KeyScope } from "@/lib/domain/key-scope";
import { readJson } from "@/lib/http/read-body";
import { parseInput } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import type { Posting } from "@/lib/store/posting";

/** What is posted beside traces is written by hand or by small programs. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Whose project a posting is for, and by whom. */
export type Poster = {
  readonly projectId: number;
  readonly posting: Posting;
  readonly acting: { readonly projectId: number; readonly actor: Actor };
};

/** @throws AppError `unauthorized`, or `forbidden` when the key lacks the scope */
export async function requirePoster(request: Request, scope: KeyScope = "write"): Promise<Poster> {
  const now = new Date();
  const { projectId, keyId, keyName } = await requireKey(db, request.headers, scope, now);
  const actor = { kind: "key", id: String(keyId), name: keyName } as const;
  return {
    projectId,
    posting: { postedAt: now, postedBy: keyName },
    acting: { projectId, actor },
  };
}

/**
 * A body that is posted beside traces, and who posts it.
 *
 * @throws AppError as `requirePoster`; `invalid_input` naming every field that does not fit
 */
export async function takePosting<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  scope: KeyScope = "write",
): Promise<Poster & { readonly body: z.output<Schema> }> {
  const poster = await requirePoster(request, scope);
  return { ...poster, body: parseInput(schema, await readJson(request, MAX_BYTES)) };
}

const pathName = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => !text.includes("\0"), "holds a NUL character");

/**
 * A name that is part of an address, as Next.js hands it to a route handler: decoded already.
 *
 * @throws AppError `invalid_input` naming `field`
 */
export function parsePathName(field: string, name: string): string {
  return parseInput(z.object({ [field]: pathName }), { [field]: name })[field] ?? name;
}
