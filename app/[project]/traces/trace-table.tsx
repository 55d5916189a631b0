"use client";

import { createColumnHelper, tableFeatures, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type MouseEvent, useMemo, useRef, useState } from "react";
import { openRow } from "@/components/open-row";
import type { TraceSort } from "@/lib/store/trace-cursor";
import { ColumnHeader } from "./column-header";
import type { ColumnId } from "./columns";
import type { TraceRowView } from "./prepare-row";
import { SelectionBar } from "./selection-bar";
import { TraceCell } from "./trace-cell";
import styles from "./trace-table.module.css";
import { useRowKeys } from "./use-row-keys";

const features = tableFeatures({});
const helper = createColumnHelper<typeof features, TraceRowView>();
const columnsOf = (ids: readonly ColumnId[]) =>
  helper.columns(ids.map((id) => helper.accessor((row) => row.traceId, { id })));

type TraceTableProps = {
  readonly rows: readonly TraceRowView[];
  readonly columnIds: readonly ColumnId[];
  readonly sort: TraceSort;
  /** The page's query string, which sorting changes. */
  readonly search: string;
  readonly isCompact: boolean;
  /** When the rows were read; ISO 8601. */
  readonly now: string;
  /** Address of the project's pages. */
  readonly projectAddress: string;
};

/** The list of traces. The server filters, sorts and pages; the table lays out columns and keys. */
export function TraceTable(props: TraceTableProps) {
  const { rows, columnIds, sort, search, isCompact, now, projectAddress } = props;
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const data = useMemo(() => [...rows], [rows]);
  const columns = useMemo(() => columnsOf(columnIds), [columnIds]);
  const table = useTable({ features, columns, data });

  useRowKeys(body, (traceId) => setSelected((known) => toggled(known, traceId)));

  const onRowClick = (event: MouseEvent<HTMLElement>) => openRow(event, router.push);

  return (
    <>
      <table className={styles["table"]} data-compact={isCompact || undefined}>
        <caption className="tm-visually-hidden">Traces</caption>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {group.headers.map(({ id }) => (
                <ColumnHeader key={id} columnId={id} sort={sort} search={search} />
              ))}
            </tr>
          ))}
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: each row has a link, which keys reach. */}
        <tbody ref={body} onClick={onRowClick} onAuxClick={onRowClick}>
          {table.getRowModel().rows.map((row) => (
            <tr
              key={row.id}
              data-trace={row.original.traceId}
              data-new={row.original.isNew || undefined}
              data-selected={selected.has(row.original.traceId) || undefined}
            >
              {row.getAllCells().map(({ column }) => (
                <TraceCell key={column.id} columnId={column.id} row={row.original} now={now} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <SelectionBar
        selected={selected}
        projectAddress={projectAddress}
        onClear={() => setSelected(new Set())}
      />
    </>
  );
}

function toggled(known: ReadonlySet<string>, traceId: string): ReadonlySet<string> {
  const next = new Set(known);
  if (!next.delete(traceId)) next.add(traceId);
  return next;
}
