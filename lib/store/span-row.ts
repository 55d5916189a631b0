import { durationMs, type Span } from "@/lib/domain/span";
import type { ContentUnit } from "./content-reference";
import { encodeSpan } from "./encode-span";
import { partitionDay } from "./span-day";
import { encodeFacts } from "./span-facts";
import { type KeepText, keepText, type StoredText } from "./text-pages";

/** A span as it is written: its columns, ready, so that waiting for a commit costs no more work. */
export type SpanRow = {
  readonly projectId: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly day: string;
  readonly startedAt: Date;
  readonly startUnixNano: string;
  readonly durationMs: number;
  readonly facts: StoredText;
  readonly body: StoredText;
  readonly receivedAt: Date;
  /** What the body refers to, without what is known to be stored. */
  readonly units: readonly ContentUnit[];
};

/** Where the texts of rows are kept, and which content need not be. */
export type RowKeeping = {
  readonly keep: KeepText;
  readonly isKnown: (projectId: number, hash: string) => boolean;
};

const KEPT_BY_ITSELF: RowKeeping = { keep: keepText, isKnown: () => false };

export function spanRow(
  projectId: number,
  span: Span,
  receivedAt: Date,
  { keep, isKnown }: RowKeeping = KEPT_BY_ITSELF,
): SpanRow {
  const { body, units } = encodeSpan(span);
  return {
    projectId,
    traceId: span.traceId,
    spanId: span.spanId,
    day: partitionDay(span.startedAt, receivedAt),
    startedAt: span.startedAt,
    startUnixNano: span.startUnixNano,
    durationMs: durationMs(span),
    facts: keep(encodeFacts(span)),
    body: keep(body),
    receivedAt,
    units: units.filter(({ hash }) => !isKnown(projectId, hash)),
  };
}
