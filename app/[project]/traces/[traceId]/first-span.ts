import type { OutlineSpan } from "@/lib/domain/trace-outline";
import type { TraceTree } from "@/lib/domain/trace-tree";

/** The span to open a trace at: the one asked for, else the top one; null when there is none. */
export function firstSpanOf(
  outline: readonly OutlineSpan[],
  tree: TraceTree,
  asked: string | string[] | undefined,
): string | null {
  if (outline.some(({ spanId }) => spanId === asked)) return String(asked);
  return outline[tree.nodes[0]?.span ?? -1]?.spanId ?? null;
}

/**
 * Where a trace's failure began: the first failed span without a failed span below it, since those
 * above mostly pass on what happened there. Null when none failed.
 */
export function failedSpanOf(outline: readonly OutlineSpan[], tree: TraceTree): string | null {
  const origin = tree.nodes.find(
    ({ span, errorsBelow }) => errorsBelow === 0 && outline[span]?.status === "error",
  );
  return outline[origin?.span ?? -1]?.spanId ?? null;
}
