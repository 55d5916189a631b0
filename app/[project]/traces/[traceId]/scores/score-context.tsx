"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import type { ScoreView } from "./prepare-scores";

/** What is said of a trace, and what is needed to say more. */
export type TraceScores = {
  readonly slug: string;
  readonly traceId: string;
  readonly scores: readonly ScoreView[];
  /** Names that scores of the project go by, those that people use most first. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly now: string;
};

type Known = TraceScores & { readonly bySpan: ReadonlyMap<string, readonly ScoreView[]> };

const ScoreContext = createContext<Known | null>(null);

type ScoreProviderProps = { readonly value: TraceScores; readonly children: ReactNode };

/** Makes a trace's scores known to its header, its tree and the details of its spans. */
export function ScoreProvider({ value, children }: ScoreProviderProps) {
  const known = useMemo(() => ({ ...value, bySpan: groupBySpan(value.scores) }), [value]);
  return <ScoreContext value={known}>{children}</ScoreContext>;
}

export function useScores(): Known {
  const known = use(ScoreContext);
  if (known === null) throw new Error("Scores are shown inside a ScoreProvider");
  return known;
}

/** What is said of one span. */
export function useSpanScores(spanId: string): readonly ScoreView[] {
  return useScores().bySpan.get(spanId) ?? NONE;
}

const NONE: readonly ScoreView[] = [];

function groupBySpan(scores: readonly ScoreView[]): Known["bySpan"] {
  const bySpan = new Map<string, ScoreView[]>();
  for (const score of scores) {
    if (score.spanId === null) continue;
    bySpan.set(score.spanId, [...(bySpan.get(score.spanId) ?? []), score]);
  }
  return bySpan;
}
