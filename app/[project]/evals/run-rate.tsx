import Link from "next/link";
import { UNKNOWN } from "@/components/format";
import { runHref } from "./eval-address";
import type { RunRow } from "./load-run-rows";
import { rateText } from "./rate-text";

/** A run's pass rate, which leads to the run. */
export function RunRate({ slug, run }: { readonly slug: string; readonly run: RunRow }) {
  if (run.rate.share === null) return UNKNOWN;
  return (
    <Link href={runHref(slug, run.suite, run.run)} prefetch={false}>
      {rateText(run.rate)}
    </Link>
  );
}
