import { formatCount, formatDuration } from "@/components/format";
import { type IngestConcern, type IngestVerdict, judgeIngest } from "@/lib/domain/ingest-verdict";
import type { Range } from "@/lib/domain/time-window";
import type { DeriveLag } from "@/lib/store/derive-lag";
import type { IngestCounts } from "@/lib/store/ingest-ledger";
import { RANGE_NAMES } from "../traces/window-text";

/** The verdict in words. */
export type VerdictView = {
  readonly status: IngestVerdict["status"];
  readonly sentence: string;
  /** What else a reader should know, gravest first. */
  readonly notes: readonly string[];
};

/** What to tell about a window of the ledger; null as range for one with ends of its own. */
export function prepareVerdict(
  counts: IngestCounts,
  lag: DeriveLag,
  range: Range | null,
): VerdictView {
  const verdict = judgeIngest({ ...counts, ...lag });
  const when = range === null ? "in this time range" : `in the ${lowerFirst(RANGE_NAMES[range])}`;
  const concerns = verdict.concerns.flatMap((concern) => NOTES[concern](counts, lag));
  return {
    status: verdict.status,
    sentence: sentenceOf(counts, verdict, when),
    notes: [...concerns, ...calmNotes(counts, lag, verdict)],
  };
}

function sentenceOf(counts: IngestCounts, { unaccounted }: IngestVerdict, when: string): string {
  const { requests, received, rejected } = counts;
  if (requests === 0) return `Nothing arrived ${when}.`;
  const parts = `${formatCount(counts.stored)} stored + ${formatCount(counts.duplicate)} duplicate + ${formatCount(rejected)} rejected`;
  if (unaccounted !== 0) {
    const fault = unaccounted > 0 ? "cannot be accounted for" : "are accounted for twice";
    const sum = formatCount(received - unaccounted);
    return `${spans(Math.abs(unaccounted))} ${fault} ${when}: ${formatCount(received)} received, but ${parts} = ${sum}.`;
  }
  const kept = rejected === 0 ? "" : `, but ${spans(rejected)} could not be kept`;
  return `Everything that arrived ${when} is accounted for${kept}: ${formatCount(received)} received = ${parts}.`;
}

const NOTES: Readonly<
  Record<IngestConcern, (counts: IngestCounts, lag: DeriveLag) => readonly string[]>
> = {
  unaccounted: () => ["This is a fault of Tidemark's; please report it with the table below."],
  failing: (_counts, { failing }) => [
    `${plural(failing, "batch", "batches")} of spans could not be worked into lists and analyses, and ${failing === 1 ? "is" : "are"} tried again; the server's log says why.`,
  ],
  // The sentence has said it.
  rejected: () => [],
  refused: ({ refused }) => [
    `${plural(refused, "request was", "requests were")} refused whole; what was in ${refused === 1 ? "it" : "them"} was not counted.`,
  ],
  lag: (_counts, { lagSeconds, waiting }) => [
    `Lists and analyses are ${formatDuration(lagSeconds * 1_000)} behind: ${plural(waiting, "batch waits", "batches wait")}.`,
  ],
};

function calmNotes(counts: IngestCounts, lag: DeriveLag, verdict: IngestVerdict): string[] {
  const late =
    counts.late === 0 ? [] : [`${spans(counts.late)} came late: more than an hour after starting.`];
  return verdict.concerns.includes("lag") || lag.failing > 0
    ? late
    : [...late, "Lists and analyses keep up with what is stored."];
}

const spans = (count: number) => plural(count, "span", "spans");

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
