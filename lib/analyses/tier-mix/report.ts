import type { TimeWindow } from "@/lib/domain/time-window";
import type { TierMixFacts } from "./report-facts";
import type { TierMixReport } from "./report-shape";

export type { TierMixFacts } from "./report-facts";
export type { TierMixReport } from "./report-shape";

/** What the report is about. Filters are the facts' business. */
export type TierMixQuestion = { readonly window: TimeWindow };

/** The tier mix of a window, what moved it, and how it stands against its objectives. */
export function buildTierMixReport(
  _facts: TierMixFacts,
  _question: TierMixQuestion,
): TierMixReport {
  throw new Error("Not written yet");
}
