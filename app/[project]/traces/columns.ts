/** A column of the list of traces, in the order they stand. */
export type ListColumn = {
  readonly id: string;
  readonly header: string;
  readonly isNumeric?: boolean;
  readonly sortKey?: "time" | "duration" | "tokens" | "cost" | "spans" | "name";
  readonly isHidden?: boolean;
};

const LIST_COLUMNS = [
  { id: "time", header: "Time", sortKey: "time" },
  { id: "name", header: "Name", sortKey: "name" },
  { id: "status", header: "Status" },
  { id: "feature", header: "Feature" },
  { id: "model", header: "Model served" },
  { id: "tier", header: "Tier" },
  { id: "tokens", header: "Tokens", isNumeric: true, sortKey: "tokens" },
  { id: "cost", header: "Cost", isNumeric: true, sortKey: "cost" },
  { id: "duration", header: "Duration", isNumeric: true, sortKey: "duration" },
  { id: "spans", header: "Spans", isNumeric: true, sortKey: "spans" },
  { id: "session", header: "Session" },
  { id: "user", header: "User" },
  { id: "tags", header: "Tags" },
  { id: "source", header: "Source", isHidden: true },
  { id: "environment", header: "Environment", isHidden: true },
  { id: "release", header: "Release", isHidden: true },
] as const satisfies readonly ListColumn[];

export type ScoreColumnId = `score.${string}`;
export type ColumnId = (typeof LIST_COLUMNS)[number]["id"] | ScoreColumnId;

type KnownColumn = ListColumn & { readonly id: ColumnId };

/** Without those of scores, of which there are as many as names. */
const columnsInOrder: readonly KnownColumn[] = LIST_COLUMNS;

/** All columns in the order they stand; how a trace was judged follows how it ended. */
export function columnsWith(scoreNames: readonly string[]): readonly KnownColumn[] {
  const scores = scoreNames.map((name) => ({ id: scoreColumnId(name), header: name }));
  return columnsInOrder.flatMap((column) =>
    column.id === "status" ? [column, ...scores] : [column],
  );
}

/** The column of scores of a name. Ids stand in addresses, between commas. */
export const scoreColumnId = (name: string): ScoreColumnId => `score.${encodeURIComponent(name)}`;

/** The name whose scores a column shows; null for every other column and for what is no id. */
export function scoreNameOf(columnId: string): string | null {
  if (!columnId.startsWith("score.") || columnId.length === "score.".length) return null;
  try {
    return decodeURIComponent(columnId.slice("score.".length));
  } catch {
    return null;
  }
}

/** Undefined for what is no column. */
export function findColumn(columnId: string): ListColumn | undefined {
  const name = scoreNameOf(columnId);
  if (name !== null) return { id: columnId, header: name };
  return columnsInOrder.find(({ id }) => id === columnId);
}

export const DEFAULT_COLUMNS: readonly ColumnId[] = columnsInOrder
  .filter((column) => column.isHidden !== true)
  .map(({ id }) => id);
