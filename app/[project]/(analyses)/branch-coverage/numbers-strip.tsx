import styles from "./branch-coverage.module.css";
import type { NumberView } from "./prepare-numbers";

/** The numbers beside the verdict. */
export function NumbersStrip({ numbers }: { readonly numbers: readonly NumberView[] }) {
  return (
    <dl className={styles["numbers"]} aria-label="Coverage in numbers">
      {numbers.map(({ name, value, detail, meaning }) => (
        <div key={name} title={meaning}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span>{detail}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
