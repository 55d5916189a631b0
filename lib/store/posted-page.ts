/** Which part of a list of posted things, the latest posted first. */
export type PostedPageRequest = {
  /** As an earlier page gave it out; null for the first page. */
  readonly cursor: number | null;
  readonly limit: number;
};

export type PostedPage<Row> = {
  readonly rows: readonly Row[];
  /** Null on the last page. */
  readonly nextCursor: number | null;
};

/** What Prisma is asked for: one row more than the page holds, to see whether there is another. */
export function pageQuery(projectId: number, { cursor, limit }: PostedPageRequest) {
  return {
    where: { projectId, ...(cursor === null ? {} : { id: { lt: cursor } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  } as const;
}

/** Cuts what `pageQuery` found to a page. */
export function pageOf<Found extends { readonly id: number }, Row>(
  found: readonly Found[],
  { limit }: PostedPageRequest,
  rowOf: (found: Found) => Row,
): PostedPage<Row> {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown.map(rowOf),
    nextCursor: found.length > limit && last ? last.id : null,
  };
}
