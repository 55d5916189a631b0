import Link from "next/link";
import { formatCount } from "@/components/format";
import { changedSearch } from "../traces/list-address";
import styles from "./evals.module.css";

type PageLinksProps = {
  readonly skip: number;
  readonly shown: number;
  readonly total: number;
  readonly pageSize: number;
  readonly search: string;
};

/** Steps through a list whose length is known. */
export function PageLinks({ skip, shown, total, pageSize, search }: PageLinksProps) {
  const to = (place: number) => changedSearch(search, { skip: place <= 0 ? null : String(place) });
  return (
    <nav className={styles["pages"]} aria-label="Pages">
      {skip === 0 ? null : (
        <Link href={to(skip - pageSize)} prefetch={false}>
          Previous
        </Link>
      )}
      <span>
        {shown === 0
          ? `none of ${formatCount(total)}`
          : `${formatCount(skip + 1)}–${formatCount(skip + shown)} of ${formatCount(total)}`}
      </span>
      {skip + shown < total ? (
        <Link href={to(skip + pageSize)} prefetch={false}>
          Next
        </Link>
      ) : null}
    </nav>
  );
}

const MAX_SKIP = 1_000_000;

/** Where a list begins, as an address says; a place that cannot be is the beginning. */
export function skipOf(search: URLSearchParams): number {
  const skip = Number(search.get("skip") ?? 0);
  return Number.isInteger(skip) && skip > 0 && skip <= MAX_SKIP ? skip : 0;
}
