import Link from "next/link";
import { formatTime } from "@/components/format";
import { formatShare } from "@/components/format-share";
import { runHref } from "./eval-address";
import type { RunRow } from "./load-run-rows";
import styles from "./rate-history.module.css";
import { countedText, rateText } from "./rate-text";

type RateHistoryProps = {
  readonly slug: string;
  /** Latest first. */
  readonly runs: readonly RunRow[];
};

/** The pass rates of runs in the order they started, under the subject that each of them tried. */
export function RateHistory({ slug, runs }: RateHistoryProps) {
  const judged = runs.filter(({ rate }) => rate.share !== null).reverse();
  const lowest = Math.min(1, ...judged.map(({ rate }) => rate.low ?? 1));
  const floor = Math.max(0, Math.floor(lowest * 10) / 10);
  const place = (share: number) => `${((share - floor) / (1 - floor || 1)) * 100}%`;
  const ticks = [1, (1 + floor) / 2, floor];
  return (
    <figure className={styles["figure"]} aria-label="Pass rate of the latest runs, oldest first">
      <div className={styles["axis"]} aria-hidden>
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: place(tick) }}>
            {formatShare(tick)}
          </span>
        ))}
      </div>
      {stretchesOf(judged).map(({ first, own }) => (
        <div key={first.run} className={styles["stretch"]} style={{ flexGrow: own.length }}>
          <span className={styles["subject"]} title={first.subjectLabel}>
            {first.subjectLabel}
          </span>
          <div className={styles["plot"]}>
            {ticks.map((tick) => (
              <span
                key={tick}
                className={styles["line"]}
                style={{ bottom: place(tick) }}
                aria-hidden
              />
            ))}
            {own.map((run) => (
              <Mark key={run.run} slug={slug} run={run} place={place} />
            ))}
          </div>
        </div>
      ))}
    </figure>
  );
}

/** Runs in a row that tried the same subject. */
function stretchesOf(runs: readonly RunRow[]) {
  const stretches: { readonly first: RunRow; readonly own: RunRow[] }[] = [];
  for (const run of runs) {
    const last = stretches.at(-1);
    if (last?.first.subjectKey === run.subjectKey) last.own.push(run);
    else stretches.push({ first: run, own: [run] });
  }
  return stretches;
}

type MarkProps = {
  readonly slug: string;
  readonly run: RunRow;
  readonly place: (share: number) => string;
};

function Mark({ slug, run, place }: MarkProps) {
  const { share, low, high } = run.rate;
  const text = [
    `${run.run}: ${rateText(run.rate)}, ${countedText(run.rate)}`,
    run.subjectLabel,
    `${formatTime(run.startedAt)} UTC`,
  ].join("\n");
  return (
    <Link
      href={runHref(slug, run.suite, run.run)}
      prefetch={false}
      className={styles["run"]}
      title={text}
      aria-label={text}
    >
      <span
        className={styles["interval"]}
        style={{ bottom: place(low ?? 0), top: `calc(100% - ${place(high ?? 1)})` }}
      />
      <span className={styles["dot"]} style={{ bottom: place(share ?? 0) }} />
      <span className={styles["name"]}>{run.run}</span>
    </Link>
  );
}
