import styles from "./list.module.css";

const ROWS = Array.from({ length: 16 }, (_, index) => index);

/** The list's frame at its final size, so that nothing moves when the rows come. */
export default function Loading() {
  return (
    <div className={styles["page"]} aria-busy>
      <div className={styles["bar"]} style={{ height: 56 }}>
        <h1>Traces</h1>
      </div>
      <div className={styles["messages"]} />
      <div className={styles["histogram"]} />
      <div className={styles["body"]}>
        <div className={styles["facets"]} />
        <div className={styles["list"]}>
          {ROWS.map((row) => (
            <div key={row} className={styles["skeleton"]} style={{ marginBottom: 20 }} />
          ))}
        </div>
      </div>
      <div className={styles["pager"]} />
    </div>
  );
}
