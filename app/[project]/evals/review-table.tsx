import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import type { StoredReview } from "@/lib/store/eval-case-history";
import { caseHref } from "./eval-address";
import { NameLink } from "./links";

type ReviewTableProps = {
  readonly slug: string;
  readonly suite: string;
  readonly reviews: readonly StoredReview[];
  readonly now: string;
};

const DONE = {
  promote: "taken in as a draft",
  accept: "accepted",
  verify: "verified",
  retire: "retired",
  restore: "restored",
} as const;

/** The ledger: what was done to cases, by whom and why. */
export function ReviewTable({ slug, suite, reviews, now }: ReviewTableProps) {
  return (
    <DataTable
      caption="Reviews, latest first"
      columns={[
        { id: "at", title: "When" },
        { id: "case", title: "Case" },
        { id: "action", title: "What" },
        { id: "by", title: "By" },
        { id: "reason", title: "Why", isWide: true },
      ]}
      rows={reviews.map((row, place) => ({
        id: String(place),
        cells: {
          at: <RelativeTime at={row.at.toISOString()} now={now} />,
          case: <NameLink href={caseHref(slug, suite, row.case)} name={row.case} />,
          action: DONE[row.action],
          by: row.by,
          reason: row.reason,
        },
      }))}
    />
  );
}
