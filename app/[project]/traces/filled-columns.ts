import { UNKNOWN_TIER } from "@/lib/domain/tiers/derive-tier";
import { type ColumnId, DEFAULT_COLUMNS, scoreNameOf } from "./columns";
import type { TraceRowView } from "./prepare-row";

/** Columns that not every sender fills. Those the list is sorted by always stand: they are its controls. */
const VALUES: Partial<Record<ColumnId, (row: TraceRowView) => unknown>> = {
  feature: (row) => row.feature,
  model: (row) => row.model,
  tier: (row) => (row.tier === UNKNOWN_TIER ? null : row.tier),
  session: (row) => row.session,
  user: (row) => row.user,
  tags: (row) => row.tags[0],
};

/**
 * The columns worth their room: of the usual ones those that some row fills, and those of scores.
 * Columns the reader chose otherwise stand as chosen.
 */
export function filledColumns(
  rows: readonly TraceRowView[],
  asked: readonly ColumnId[],
): readonly ColumnId[] {
  const usual = asked.filter((id) => scoreNameOf(id) === null);
  if (usual.join() !== DEFAULT_COLUMNS.join()) return asked;
  return asked.filter((id) => {
    const readColumn = VALUES[id];
    return readColumn === undefined || rows.some((row) => readColumn(row) != null);
  });
}
