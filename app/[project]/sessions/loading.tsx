import styles from "./sessions.module.css";

/** The list's frame at its final size. */
export default function Loading() {
  return (
    <div className={styles["page"]} aria-busy>
      <div className={styles["bar"]} style={{ height: 56 }}>
        <h1>Sessions</h1>
      </div>
      <div className={styles["list"]} />
    </div>
  );
}
