import { z } from "zod";
import type { TimeWindow } from "@/lib/domain/time-window";
import { parseInput } from "@/lib/parse-input";
import type { PostedPage, PostedPageRequest } from "@/lib/store/posted-page";
import { type Reading, requireReader } from "./require-reader";

const pageParams = z.strictObject({
  cursor: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
});

/** Who asks for a list of what was posted, and which page of it. */
export async function takeListing(
  request: Request,
): Promise<{ readonly projectId: number; readonly page: PostedPageRequest }> {
  const { projectId, search }: Reading = await requireReader(request, new Date());
  const { cursor, limit } = parseInput(pageParams, Object.fromEntries(search));
  return { projectId, page: { cursor: cursor ?? null, limit } };
}

/** A page as the API tells it: the rows under a name of their own, and the cursor as text. */
export function pageAnswer<Row>(name: string, { rows, nextCursor }: PostedPage<Row>) {
  return { [name]: rows, nextCursor: nextCursor === null ? null : String(nextCursor) };
}

/** Times as they were posted: `from` and `to` beside the other fields. */
export function flatWindow<Row extends { readonly window: TimeWindow }>({ window, ...row }: Row) {
  return { ...row, ...window };
}
