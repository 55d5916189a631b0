import styles from "./ingest.module.css";

/** The page's frame at its final size, so that nothing moves when the numbers come. */
export default function Loading() {
  return (
    <div className={styles["page"]} aria-busy>
      <div className={styles["bar"]}>
        <h1>Ingest</h1>
      </div>
      <div className={styles["picture"]} style={{ height: 78, marginTop: 12 }} />
      <div className={styles["picture"]} style={{ height: 206 }} />
    </div>
  );
}
