import { formatCount } from "@/components/format";
import type { RederiveJob } from "@/lib/store/rederive-jobs";
import { RefreshWhile } from "./refresh-while";
import styles from "./tier-mix.module.css";

/** History that is being derived again: what is shown mixes old and new until it is done. */
export function RederiveProgress({ jobs }: { readonly jobs: readonly RederiveJob[] }) {
  const running = jobs.filter(({ finishedAt }) => finishedAt === null);
  return (
    <>
      <RefreshWhile isOn={running.length > 0} />
      {running.map(({ id, reason, done, total }) => (
        <div key={id} className={styles["progress"]} role="status">
          <span>{`${reason}: ${progressText(done, total)}. Shares mix old and new until then.`}</span>
          <progress
            max={1}
            {...(total === null ? {} : { value: total === 0 ? 1 : done / total })}
            aria-label={reason}
          />
        </div>
      ))}
    </>
  );
}

function progressText(done: number, total: number | null): string {
  if (total === null) return "traces are being counted";
  return `${formatCount(done)} of ${formatCount(total)} traces derived again`;
}
