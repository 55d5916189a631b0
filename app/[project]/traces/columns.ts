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

export type ColumnId = (typeof LIST_COLUMNS)[number]["id"];

export const columnsInOrder: readonly (ListColumn & { readonly id: ColumnId })[] = LIST_COLUMNS;

export const DEFAULT_COLUMNS: readonly ColumnId[] = columnsInOrder
  .filter((column) => column.isHidden !== true)
  .map(({ id }) => id);
