import Link from "next/link";
import { Notice } from "@/components/notice";
import { RelativeTime } from "@/components/relative-time";
import { rangeHolding } from "@/lib/domain/time-window";
import { changedSearch } from "./list-address";
import type { ListRequest } from "./list-request";
import type { Loosening } from "./loosen";
import { RANGE_NAMES } from "./window-text";

type NothingListedProps = {
  readonly request: ListRequest;
  readonly search: string;
  readonly loosenings: readonly Loosening[];
  /** When the project's first and latest traces started. */
  readonly extent: { readonly first: Date; readonly last: Date };
  readonly now: Date;
};

/** Why the list is empty, and what would fill it. */
export function NothingListed({ request, search, loosenings, extent, now }: NothingListedProps) {
  if (request.queryFaults.length > 0) {
    return (
      <Notice level={2} title="Nothing is listed until the query is understood">
        <p>Mend or remove the part named above.</p>
      </Notice>
    );
  }
  if (request.query.terms.length > 0) {
    return <NoMatch search={search} loosenings={loosenings} />;
  }
  return (
    <Notice level={2} title="No trace started in this time range">
      <p>
        The latest one started{" "}
        <RelativeTime at={extent.last.toISOString()} now={now.toISOString()} />.
      </p>
      <p>
        <Link href={changedSearch(search, windowOfLatest(extent, now))}>
          {windowName(extent.last, now)}
        </Link>
      </p>
    </Notice>
  );
}

function NoMatch({ search, loosenings }: Pick<NothingListedProps, "search" | "loosenings">) {
  return (
    <Notice level={2} title="No trace in this time range matches the query">
      {loosenings.length === 0 ? null : <p>There are some without one of its conditions:</p>}
      <ul>
        {loosenings.map(({ term, q }) => (
          <li key={term}>
            <Link href={changedSearch(search, { q })}>
              without <code>{term}</code>
            </Link>
          </li>
        ))}
      </ul>
      <p>
        <Link href={changedSearch(search, { range: "90d", from: null, to: null })}>
          Look at the last 90 days
        </Link>{" "}
        or <Link href={changedSearch(search, { q: null })}>remove the whole query</Link>.
      </p>
    </Notice>
  );
}

const HALF_HOUR_MS = 1_800_000;

/** A range up to now where one reaches the latest trace; else all there is, for old or future clocks. */
function windowOfLatest({ first, last }: NothingListedProps["extent"], now: Date) {
  const range = rangeHolding(last, now);
  if (range !== undefined) return { range, from: null, to: null };
  return {
    range: null,
    from: new Date(first.getTime() - HALF_HOUR_MS).toISOString(),
    to: new Date(last.getTime() + HALF_HOUR_MS).toISOString(),
  };
}

function windowName(last: Date, now: Date): string {
  const range = rangeHolding(last, now);
  return range === undefined
    ? "Show the time from the first trace to the latest"
    : `Show the ${RANGE_NAMES[range].toLowerCase()}`;
}
