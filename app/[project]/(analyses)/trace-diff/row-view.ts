import type { SpanKind } from "@/lib/domain/span";
import type { DiffStep } from "@/lib/domain/trace-diff/trace-diff";

/** A step of two aligned runs as a row of the lanes shows it. */
export type DiffRowView = {
  /** Position in the report's steps, from 0; people count from 1. */
  readonly index: number;
  readonly kind: SpanKind;
  readonly label: string;
  /** 0 at the top. */
  readonly depth: number;
  /** Span ids; null where the run has no such step. */
  readonly a: string | null;
  readonly b: string | null;
  readonly pairing: DiffStep["pairing"];
  readonly role: DiffStep["role"];
  /** What reads differently without meaning anything else is `quiet`. */
  readonly look: "same" | "quiet" | "differs";
  /** What differs in a few words; empty where nothing does. */
  readonly words: string;
  /** "×3" where a call was tried again, else empty. */
  readonly triesA: string;
  readonly triesB: string;
  /** Ran at the same time as its neighbours. */
  readonly isConcurrent: boolean;
};

/** Whether a reader who looks for differences stops here. */
export function isDifference(row: DiffRowView): boolean {
  return row.look !== "same";
}
