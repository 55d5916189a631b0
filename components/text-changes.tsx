import type { TextChange } from "@/lib/domain/alignment/text-diff";
import styles from "./text-changes.module.css";

/** Of a longer stretch that both have, only both ends are shown. */
const MAX_KEPT = 400;
const SHOWN_KEPT = 150;

/** A text in which what only one run has is marked: struck in A's colour, underlined in B's. */
export function TextChanges({ changes }: { readonly changes: readonly TextChange[] }) {
  return (
    <div className={styles["text"]}>
      {changes.map(({ change, text }, place) => {
        // Stretches have no identity but their place, and their list is replaced whole.
        const key = place;
        if (change === "removed") return <del key={key}>{text}</del>;
        if (change === "added") return <ins key={key}>{text}</ins>;
        return <Kept key={key} text={text} />;
      })}
    </div>
  );
}

function Kept({ text }: { readonly text: string }) {
  if (text.length <= MAX_KEPT) return text;
  const left = text.length - 2 * SHOWN_KEPT;
  return (
    <>
      {text.slice(0, SHOWN_KEPT)}
      <span className={styles["elided"]}> … {left.toLocaleString("en-US")} same characters … </span>
      {text.slice(-SHOWN_KEPT)}
    </>
  );
}
