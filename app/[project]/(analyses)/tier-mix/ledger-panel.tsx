import { DataTable } from "@/components/data-table";
import { UNKNOWN } from "@/components/format";
import { formatTarget } from "@/components/format-share";
import { Panel } from "@/components/panel";
import { type Verdict, VerdictMark } from "@/components/verdict-mark";
import type { TierMixReport } from "@/lib/analyses/tier-mix/report";
import type { LedgerRow, LedgerStatus } from "@/lib/analyses/tier-mix/report-findings";
import { type AnalysisAddress, fieldTerm, tracesHref } from "../traces-link";
import { dayText } from "./day-text";
import { HELP } from "./help";
import { ReviewDialog } from "./review-dialog";
import { ShareLink } from "./share-cell";
import styles from "./tier-mix.module.css";

type LedgerPanelProps = {
  readonly slug: string;
  readonly report: TierMixReport;
  readonly address: AnalysisAddress;
  readonly csvHref: string;
};

const STATUS: Readonly<Record<LedgerStatus, readonly [Verdict, string]>> = {
  ok: ["ok", "as declared"],
  expired: ["broken", "expired"],
  over_expected: ["broken", "over expected"],
  unused: ["unknown", "unused"],
  undeclared: ["watch", "undeclared"],
};

/** Every rule that moves requests down: who wanted it, why, how much, and until when. */
export function LedgerPanel({ slug, report, address, csvHref }: LedgerPanelProps) {
  const { ledger, asOf } = report;
  return (
    <Panel id="ledger" title="Demotion ledger" help={HELP.ledger} csvHref={csvHref}>
      {ledger.length === 0 ? (
        <p className={styles["muted"]}>
          No rule is declared and no trace names one. <code>PUT /api/v1/routing-rules/:id</code>{" "}
          declares one with its owner, its rationale and an expiry.
        </p>
      ) : (
        <DataTable
          caption="Routing rules, what needs attention first"
          columns={[
            { id: "rule", title: "Rule" },
            { id: "status", title: "Status" },
            { id: "expected", title: "Expected", isNumeric: true },
            { id: "share", title: "Now", isNumeric: true },
            {
              id: "ramp",
              title: "Ramp, %",
              isNumeric: true,
              meaning: "Planned, from step to step",
            },
            { id: "expires", title: "Expires" },
            { id: "owner", title: "Owner" },
            { id: "move", title: "From → to" },
            { id: "age", title: "Age, days", isNumeric: true },
            { id: "rationale", title: "Rationale, last note", isWide: true },
            { id: "action", title: "" },
          ]}
          rows={ledger.map((row) => ({
            id: row.rule,
            cells: cellsOf(row, { slug, address, asOf }),
          }))}
        />
      )}
    </Panel>
  );
}

type Around = Pick<LedgerPanelProps, "slug" | "address"> & { readonly asOf: Date };

function cellsOf(row: LedgerRow, { slug, address, asOf }: Around) {
  const [mark, word] = STATUS[row.status];
  return {
    rule: row.rule,
    status: <VerdictMark status={mark} word={word} isSmall />,
    owner: row.owner ?? UNKNOWN,
    move: row.fromTier === null ? UNKNOWN : `${row.fromTier} → ${row.toTier}`,
    rationale: rationaleOf(row, asOf),
    expected: row.expectedShare === null ? UNKNOWN : formatTarget(row.expectedShare),
    share: (
      <ShareLink share={row.share} href={tracesHref(address, [fieldTerm("rule", row.rule)])} />
    ),
    ramp: <Ramp row={row} asOf={asOf} />,
    age: row.ageDays === null ? UNKNOWN : Math.floor(row.ageDays),
    expires: row.expiresAt === null ? UNKNOWN : dayText(row.expiresAt, asOf),
    action: row.createdAt === null ? null : <ReviewDialog slug={slug} rule={row.rule} />,
  };
}

function rationaleOf({ rationale, review }: LedgerRow, asOf: Date): string {
  const said = rationale ?? UNKNOWN;
  if (review === null) return said;
  return `${said} · ${review.by}, ${dayText(review.at, asOf)}: ${review.note}`;
}

function Ramp({ row, asOf }: { readonly row: LedgerRow; readonly asOf: Date }) {
  if (row.ramp.length === 0) return UNKNOWN;
  const history = row.ramp
    .map(({ at, percent }) => `${dayText(at, asOf)}: ${percent} %`)
    .join(", ");
  const taken = row.ramp.filter(({ at }) => at <= asOf).map(({ percent }) => percent);
  return (
    <span title={history}>
      {taken.length === 0
        ? UNKNOWN
        : `${taken.length > 2 ? "… → " : ""}${taken.slice(-2).join(" → ")}`}
    </span>
  );
}
