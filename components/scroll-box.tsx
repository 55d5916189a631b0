import type { ReactNode } from "react";

type ScrollBoxProps = {
  /** Told to screen readers. */
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
};

/** A part of a page that scrolls in itself, by key too. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key.
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
