import Link from "next/link";
import { formatCount, UNKNOWN } from "@/components/format";
import { formatInterval, formatShare } from "@/components/format-share";
import { RelativeTime } from "@/components/relative-time";
import { VerdictMark } from "@/components/verdict-mark";
import type { BranchRow } from "@/lib/analyses/branch-coverage/report-shape";
import { parseBranchKey } from "@/lib/domain/branches/branch-key";
import { type AnalysisAddress, tracesHref } from "../traces-link";
import styles from "./branch-coverage.module.css";
import { branchAnchor, branchTerm, evalTracesHref } from "./branch-links";
import { markOf } from "./prepare";

type Around = {
  readonly slug: string;
  readonly address: AnalysisAddress;
  readonly minHits: number;
  readonly asOf: Date;
};

/** What every table of branches says of a branch. */
export function branchCells(row: BranchRow, { slug, address, minHits, asOf }: Around) {
  const [mark, word] = markOf(row, minHits);
  return {
    branch: <BranchName label={row.label} branchKey={row.key} />,
    status: <VerdictMark status={mark} word={word} isSmall />,
    requests: (
      <Link href={tracesHref(address, [branchTerm(row.key)])} prefetch={false}>
        {formatCount(row.productionHits)}
      </Link>
    ),
    share: formatShare(row.productionShare),
    interval: formatInterval(row.low, row.high),
    evals: (
      <Link href={evalTracesHref(slug, row.key, row.prompt)} prefetch={false}>
        {formatCount(row.evalHits)}
      </Link>
    ),
    cases: row.drafts > 0 ? `${row.cases} + ${row.drafts} drafts` : formatCount(row.cases),
    severity: row.severity,
    owner: row.owner ?? UNKNOWN,
    last:
      row.lastFiredAt === null ? (
        UNKNOWN
      ) : (
        <RelativeTime at={row.lastFiredAt.toISOString()} now={asOf.toISOString()} />
      ),
  };
}

type BranchNameProps = { readonly label: string; readonly branchKey: string };

/** A branch as people call it; one that nobody named, by its point as well. */
export function BranchName({ label, branchKey }: BranchNameProps) {
  const { point, branch } = parseBranchKey(branchKey);
  return (
    <span className={styles["branchName"]} title={`${label}\n${branchKey}`}>
      {label === branch ? <code>{point} →</code> : null}
      <strong>{label}</strong>
    </span>
  );
}

/** The row's anchor, which the prompt's gutter leads to. */
export function BranchAnchor({ id }: { readonly id: string }) {
  return <span id={branchAnchor(id)} className={styles["anchor"]} />;
}
