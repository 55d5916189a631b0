import Link from "next/link";

/** One of the two runs. */
export type RunSide = {
  readonly run: string;
  readonly subjectLabel: string;
  readonly href: string;
};

/** Which of the two, and who was tried in it. */
export function SideName({ letter, side }: { readonly letter: "A" | "B"; readonly side: RunSide }) {
  return (
    <>
      {letter}: <Link href={side.href}>{side.run}</Link> · {side.subjectLabel}
    </>
  );
}
