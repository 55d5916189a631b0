import { IconFlagFilled } from "@tabler/icons-react";
import styles from "./share-stack.module.css";
import type { ShareStackChange } from "./share-stack-view";

type ChangeFlagsProps = {
  readonly changes: readonly ShareStackChange[];
  readonly onShow: (change: ShareStackChange | null) => void;
};

/** A flag for each change above a picture; pointed at or focused, it says what was changed. */
export function ChangeFlags({ changes, onShow }: ChangeFlagsProps) {
  return (
    <div className={styles["flags"]}>
      {changes.map((change) => {
        const events = {
          onMouseEnter: () => onShow(change),
          onMouseLeave: () => onShow(null),
          onFocus: () => onShow(change),
          onBlur: () => onShow(null),
          "aria-label": `Change: ${change.text}`,
          style: { left: `${change.at * 100}%` },
        };
        return change.href === null ? (
          <button key={change.id} type="button" {...events}>
            <IconFlagFilled size={12} aria-hidden />
          </button>
        ) : (
          <a key={change.id} href={change.href} target="_blank" rel="noreferrer" {...events}>
            <IconFlagFilled size={12} aria-hidden />
          </a>
        );
      })}
    </div>
  );
}
