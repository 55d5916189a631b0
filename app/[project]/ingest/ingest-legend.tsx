import styles from "./ingest.module.css";
import type { IngestBarsView } from "./prepare-bars";

/** What the colours of the picture stand for. */
export function IngestLegend({ view }: { readonly view: IngestBarsView }) {
  return (
    <span className={styles["legend"]}>
      <Entry className={styles["stored"]} text="stored" />
      <Entry className={styles["duplicate"]} text="duplicate: was there already" />
      <Entry className={styles["rejected"]} text="rejected" />
      {view.hasLate ? (
        <Entry className={styles["late"]} text="mark: some came late" isMark />
      ) : null}
      {view.hasRefused ? (
        <Entry className={styles["rejected"]} text="mark: requests refused" isMark />
      ) : null}
    </span>
  );
}

type EntryProps = {
  readonly className: string | undefined;
  readonly text: string;
  readonly isMark?: boolean;
};

function Entry({ className, text, isMark = false }: EntryProps) {
  return (
    <span>
      <svg width={10} height={10} aria-hidden>
        <rect className={className} y={isMark ? 3 : 0} width={10} height={isMark ? 4 : 10} />
      </svg>
      {text}
    </span>
  );
}
