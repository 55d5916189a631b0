/** One version of a case. */
export type CaseVersion = {
  readonly version: number;
  readonly contentHash: string;
  readonly postedAt: Date;
  /** Since when there is such a case, as whoever posted it says; null when they do not. */
  readonly createdAt: Date | null;
};

/**
 * What a case asked and expected when it was tried.
 *
 * @param versions of one case, the first first
 * @param triedAt when the attempt was made
 * @param heardAt when it became known here; what stood then is taken to be what was tried
 * @returns null when the case was not known then, nor is said to have existed when it was tried
 */
export function contentAt(
  versions: readonly CaseVersion[],
  triedAt: Date,
  heardAt: Date,
): string | null {
  const known = versions.findLast((version) => version.postedAt <= heardAt);
  if (known) return known.contentHash;
  const first = versions[0];
  return first?.createdAt && first.createdAt <= triedAt ? first.contentHash : null;
}
