import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import type { DiscordantCase, RunComparison } from "@/lib/domain/evals/compare-runs";
import { AttemptMarks } from "../../attempt-marks";
import { caseHref } from "../../eval-address";
import styles from "../../evals.module.css";
import { HELP } from "../../help";
import { NameLink } from "../../links";
import { OutcomeMark } from "../../outcome-mark";
import type { RunSide } from "./run-side";

type DiscordantPanelProps = {
  readonly slug: string;
  readonly suite: string;
  readonly comparison: RunComparison;
  readonly a: RunSide;
  readonly b: RunSide;
};

const SHOWN = 100;

/** The cases on which the runs disagree, with the traces of both. */
export function DiscordantPanel({ slug, suite, comparison, a, b }: DiscordantPanelProps) {
  const { discordant } = comparison;
  return (
    <div className={styles["wide"]}>
      <Panel
        id="discordant"
        title="Cases on which they disagree"
        help={HELP.discordant}
        {...(discordant.length > SHOWN
          ? { note: `The first ${SHOWN} of ${discordant.length}` }
          : {})}
      >
        {discordant.length === 0 ? (
          <p className={styles["muted"]}>Every common case came out the same in both.</p>
        ) : (
          <DataTable
            caption="Cases on which the runs disagree, those that B lost first"
            columns={[
              { id: "case", title: "Case", isWide: true },
              { id: "change", title: "From A to B" },
              { id: "a", title: `Attempts in A, ${a.run}` },
              { id: "b", title: `Attempts in B, ${b.run}` },
              { id: "diff", title: "" },
            ]}
            rows={discordant.slice(0, SHOWN).map((row) => ({
              id: row.case,
              cells: {
                case: <NameLink href={caseHref(slug, suite, row.case)} name={row.case} />,
                change:
                  row.better === "a" ? (
                    <OutcomeMark outcome="failed" word="fails now" />
                  ) : (
                    <OutcomeMark outcome="passed" word="passes now" />
                  ),
                a: <AttemptMarks slug={slug} attempts={row.a} most={6} />,
                b: <AttemptMarks slug={slug} attempts={row.b} most={6} />,
                diff: <TracesDiff slug={slug} row={row} />,
              },
            }))}
          />
        )}
      </Panel>
    </div>
  );
}

/** Where the run that passed and the one that did not part ways. */
function TracesDiff({ slug, row }: { readonly slug: string; readonly row: DiscordantCase }) {
  const traceOf = (attempts: DiscordantCase["a"], passed: boolean) =>
    attempts.find((attempt) => attempt.traceId !== null && attempt.passed === passed)?.traceId;
  const a = traceOf(row.a, row.better === "a");
  const b = traceOf(row.b, row.better === "b");
  if (a === undefined || b === undefined || a === null || b === null) return null;
  return (
    <Link href={`/${slug}/trace-diff?${new URLSearchParams({ a, b })}`} prefetch={false}>
      Diff the traces
    </Link>
  );
}
