import { IconAlertCircleFilled, IconCircleCheckFilled } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { RelativeTime } from "@/components/relative-time";
import { TierBadge } from "@/components/tier-badge";
import { BackToList } from "./back-to-list";
import { HeaderActions } from "./header-actions";
import type { SummaryFact, TierView, TraceSummaryView } from "./prepare-summary";
import { ScoreStrip } from "./scores/score-strip";
import styles from "./trace-header.module.css";

type TraceHeaderProps = {
  readonly view: TraceSummaryView;
  readonly traceId: string;
  /** ISO 8601. */
  readonly startedAt: string;
  /** ISO 8601. */
  readonly now: string;
  /** Address of the project's pages. */
  readonly projectAddress: string;
  readonly neighbours: { readonly earlier: string | null; readonly later: string | null };
  /** Where the error that the trace failed with came from; null when no span failed. */
  readonly failedSpanId: string | null;
  /** For those who may. */
  readonly deleteButton: ReactNode;
};

/** How a trace went, before anything is opened. */
export function TraceHeader(props: TraceHeaderProps) {
  const { view } = props;
  const listAddress = `${props.projectAddress}/traces`;
  return (
    <header className={styles["header"]}>
      <div className={styles["top"]}>
        <BackToList listAddress={listAddress} />
        <span aria-hidden>/</span>
        <h1 className={styles["name"]} title={view.name}>
          {view.name}
        </h1>
        <HeaderActions
          traceId={props.traceId}
          projectAddress={props.projectAddress}
          neighbours={props.neighbours}
          deleteButton={props.deleteButton}
        />
      </div>
      <p className={styles["verdict"]} role="status">
        <StatusMark hasError={view.hasError} />
        {view.verdict}
      </p>
      {view.errorMessage !== null && (
        <p className={styles["error"]}>
          <span title={view.errorMessage}>{view.errorMessage}</span>
          {props.failedSpanId !== null && (
            <a href={`?span=${encodeURIComponent(props.failedSpanId)}`}>Show where</a>
          )}
        </p>
      )}
      <dl className={styles["facts"]}>
        <div>
          <dt>Started</dt>
          <dd>
            <RelativeTime at={props.startedAt} now={props.now} />
          </dd>
        </div>
        {view.tier !== null && <TierItem tier={view.tier} listAddress={listAddress} />}
        {view.facts.map((fact) => (
          <FactItem key={fact.label} fact={fact} listAddress={listAddress} />
        ))}
        {view.sessionId !== null && (
          <div>
            <dt>Session</dt>
            <dd>
              <Link href={`${props.projectAddress}/sessions/${encodeURIComponent(view.sessionId)}`}>
                {view.sessionId}
              </Link>
            </dd>
          </div>
        )}
        {view.tags.length > 0 && (
          <div>
            <dt>Tags</dt>
            <dd className={styles["tags"]}>
              {view.tags.map(({ tag, query }) => (
                <Listed key={tag} query={query} listAddress={listAddress}>
                  {tag}
                </Listed>
              ))}
            </dd>
          </div>
        )}
        <ScoreStrip />
      </dl>
    </header>
  );
}

function StatusMark({ hasError }: { hasError: boolean }) {
  const Icon = hasError ? IconAlertCircleFilled : IconCircleCheckFilled;
  return (
    <span className={styles["status"]} data-status={hasError ? "broken" : "ok"}>
      <Icon size={16} aria-hidden /> {hasError ? "Error" : "OK"}
    </span>
  );
}

type InListProps = { readonly listAddress: string };

function TierItem({ tier, listAddress }: { readonly tier: TierView } & InListProps) {
  return (
    <div data-odd={tier.isOdd || undefined}>
      <dt>Tier</dt>
      <dd className={styles["tier"]}>
        <Listed query={tier.query} listAddress={listAddress}>
          <TierBadge tier={tier.tier} level={tier.level} note={tier.note} />
        </Listed>
        {tier.note}
      </dd>
    </div>
  );
}

/** Leads to the traces of which the same holds, where the list can be asked for them. */
function Listed({
  query,
  listAddress,
  children,
}: { readonly query: string | null; readonly children: ReactNode } & InListProps) {
  if (query === null) return children;
  return (
    <Link
      href={`${listAddress}?q=${encodeURIComponent(query)}`}
      title={`List the traces with ${query}`}
      className={styles["listed"]}
      prefetch={false}
    >
      {children}
    </Link>
  );
}

function FactItem({ fact, listAddress }: { readonly fact: SummaryFact } & InListProps) {
  return (
    <div data-odd={fact.isOdd || undefined}>
      <dt>{fact.label}</dt>
      <dd title={fact.value}>
        <Listed query={fact.query} listAddress={listAddress}>
          {fact.value}
        </Listed>
        {fact.note !== null && `, ${fact.note}`}
      </dd>
    </div>
  );
}
