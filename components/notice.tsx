import type { ReactNode } from "react";
import styles from "./notice.module.css";

type NoticeProps = {
  readonly title: string;
  readonly level?: 1 | 2;
  /** For code, whose lines should not be cut. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
};

/** A page or panel that has only something to say: why it is empty, what failed, what to do. */
export function Notice({ title, level = 1, isWide = false, children }: NoticeProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div className={styles["notice"]} data-wide={isWide || undefined}>
      <Heading className={styles["title"]}>{title}</Heading>
      {children}
    </div>
  );
}
