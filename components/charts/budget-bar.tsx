import styles from "./budget-bar.module.css";

type BudgetBarProps = {
  /** Spent part of the budget: 0 none, 1 all of it, 9.4 so many times over; null when unknown. */
  readonly spent: number | null;
  /** What is said of it in words. */
  readonly text: string;
};

/** How much of an error budget is gone: a bar up to now, and the line where the budget ends. */
export function BudgetBar({ spent, text }: BudgetBarProps) {
  const scale = Math.max(1, spent ?? 0) * 1.04;
  const part = (amount: number) => `${(amount / scale) * 100}%`;
  const isOver = spent !== null && spent > 1;
  return (
    <div className={styles["budget"]}>
      <div className={styles["bar"]} role="img" aria-label={text} data-unknown={spent === null}>
        <span className={styles["room"]} style={{ width: part(1) }} />
        <span
          className={styles["spent"]}
          style={{ width: part(Math.min(1, Math.max(0, spent ?? 0))) }}
        />
        {isOver ? (
          <span className={styles["over"]} style={{ left: part(1), width: part(spent - 1) }} />
        ) : null}
        <span className={styles["end"]} style={{ left: part(1) }} title="The budget ends here" />
        {spent === null ? null : (
          <span className={styles["now"]} style={{ left: part(Math.max(0, spent)) }} title="Now" />
        )}
      </div>
      <p>{text}</p>
    </div>
  );
}
