import Link from "next/link";
import type { TracePage } from "@/lib/store/trace-list";
import styles from "./list.module.css";
import { changedSearch } from "./list-address";

type PagerProps = {
  readonly page: Pick<TracePage, "nextCursor" | "previousCursor"> & {
    readonly rows: readonly unknown[];
  };
  readonly search: string;
};

/** Steps through a list that is read by cursor, so there are no page numbers. */
export function Pager({ page, search }: PagerProps) {
  const { rows, nextCursor, previousCursor } = page;
  return (
    <nav className={styles["pager"]} aria-label="Pages">
      {previousCursor === null ? null : (
        <>
          <Link href={changedSearch(search, { cursor: null })} prefetch={false}>
            First
          </Link>
          <Link href={changedSearch(search, { cursor: previousCursor })} prefetch={false}>
            Previous
          </Link>
        </>
      )}
      <span>{rows.length === 1 ? "1 row" : `${rows.length} rows`}</span>
      {nextCursor === null ? null : (
        <Link href={changedSearch(search, { cursor: nextCursor })} prefetch={false}>
          Next
        </Link>
      )}
    </nav>
  );
}
