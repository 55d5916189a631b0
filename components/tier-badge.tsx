import type { TierLevel } from "@/lib/domain/tier-level";
import styles from "./badges.module.css";

type TierBadgeProps = {
  readonly tier: string;
  /** Null when the tier's name does not tell its level. */
  readonly level: TierLevel | null;
  readonly note?: string | null;
};

/** The tier that served a request, in the colour of its level. */
export function TierBadge({ tier, level, note = null }: TierBadgeProps) {
  return (
    <span className={styles["tier"]} data-level={level ?? "unknown"} title={note ?? tier}>
      <span className={styles["swatch"]} aria-hidden />
      <span className={styles["clip"]}>{tier}</span>
    </span>
  );
}
