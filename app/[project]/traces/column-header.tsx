import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import Link from "next/link";
import type { TraceSort } from "@/lib/store/trace-cursor";
import { findColumn, type ListColumn } from "./columns";
import { changedSearch } from "./list-address";
import styles from "./trace-table.module.css";

type ColumnHeaderProps = {
  readonly columnId: string;
  readonly sort: TraceSort;
  readonly search: string;
};

/** A header that sorts by its column where the list can be sorted by it. */
export function ColumnHeader({ columnId, sort, search }: ColumnHeaderProps) {
  const column = findColumn(columnId);
  if (column === undefined) return null;
  const isSorted = column.sortKey === sort.key;
  return (
    <th
      scope="col"
      data-column={columnId}
      data-numeric={column.isNumeric}
      aria-sort={isSorted ? (sort.isDescending ? "descending" : "ascending") : undefined}
    >
      {column.sortKey === undefined ? (
        <span title={column.header} className={styles["header"]}>
          {column.header}
        </span>
      ) : (
        <Link
          href={changedSearch(search, { sort: nextSort(column.sortKey, sort) })}
          className={styles["sort"]}
          scroll={false}
          prefetch={false}
        >
          {column.header}
          {isSorted ? <SortArrow isDescending={sort.isDescending} /> : null}
        </Link>
      )}
    </th>
  );
}

function SortArrow({ isDescending }: { readonly isDescending: boolean }) {
  const Icon = isDescending ? IconArrowDown : IconArrowUp;
  return <Icon size={14} aria-hidden />;
}

/** The other way round when sorted by it already; else largest first, and names from A. */
function nextSort(key: NonNullable<ListColumn["sortKey"]>, sort: TraceSort): string {
  const isDescending = key === sort.key ? !sort.isDescending : key !== "name";
  return isDescending ? `-${key}` : key;
}
