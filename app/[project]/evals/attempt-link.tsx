import Link from "next/link";
import type { ReactNode } from "react";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { traceHref } from "./eval-address";

type AttemptLinkProps = {
  readonly slug: string;
  readonly attempt: Pick<EvalAttemptRow, "traceId">;
  readonly text: ReactNode;
  readonly title?: string;
};

/** Leads to the trace of an attempt, where one is known. */
export function AttemptLink({ slug, attempt, text, title }: AttemptLinkProps) {
  if (attempt.traceId === null) return <span title={title ?? "No trace was named"}>{text}</span>;
  return (
    <Link href={traceHref(slug, attempt.traceId)} prefetch={false} title={title ?? "Its trace"}>
      {text}
    </Link>
  );
}
