import type { VersionMove } from "./dependency-state";

/** A tool catalog that production was offered for some time. */
export type SeenCatalog = {
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** By tool. */
  readonly hashes: Readonly<Record<string, string>>;
};

/** The title of moves that nobody posted. */
export const SEEN_IN_TRACES = "another definition seen in traces";

/**
 * What changed from catalog to catalog, tool by tool. A definition moves when a catalog with another
 * begins and none with the old one goes on beyond it: agents with different catalogs side by side
 * change nothing.
 *
 * @param catalogs in order of their first sight
 */
export function toolMoves(catalogs: readonly SeenCatalog[]): VersionMove[] {
  const tools = new Set(catalogs.flatMap(({ hashes }) => Object.keys(hashes)));
  return [...tools].sort().flatMap((tool) => movesOf(tool, catalogs));
}

type Period = { readonly hash: string; readonly firstAt: Date; readonly lastAt: Date };

function movesOf(tool: string, catalogs: readonly SeenCatalog[]): VersionMove[] {
  const periods: Period[] = [];
  for (const { hashes, firstAt, lastAt } of catalogs) {
    const hash = hashes[tool];
    if (hash === undefined) continue;
    const known = periods.find((period) => period.hash === hash);
    if (!known) periods.push({ hash, firstAt, lastAt });
    else if (lastAt > known.lastAt) periods[periods.indexOf(known)] = { ...known, lastAt };
  }
  return periods.slice(1).flatMap((period, index): VersionMove[] => {
    const before = periods[index];
    if (!before || before.lastAt > period.lastAt) return [];
    const { hash: to, firstAt: at } = period;
    return [{ layer: "tools", at, from: before.hash, to, tool, title: SEEN_IN_TRACES }];
  });
}
