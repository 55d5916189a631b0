import type { AnalysisScope } from "@/lib/domain/analysis-scope";
import type { VersionMove } from "@/lib/domain/evals/dependency-state";
import type { StoredCase } from "@/lib/domain/evals/eval-case";
import { inputPreview } from "@/lib/domain/preview";
import type { TimeWindow } from "@/lib/domain/time-window";
import { loadChanges, type PostedChange } from "@/lib/store/changes";
import { embeddingsOf, makerOf } from "@/lib/store/embeddings";
import { loadEvalAttempts } from "@/lib/store/eval-attempts";
import { loadEvalCases } from "@/lib/store/eval-cases";
import { loadProductionOutcomes } from "@/lib/store/production-outcomes";
import {
  loadIntentCounts,
  sampleProductionTexts,
  sampleWeeklyTexts,
} from "@/lib/store/production-texts";
import { loadTextVectors } from "@/lib/store/text-vectors";
import type { TierScope } from "@/lib/store/tier-source";
import type { AnalysisContext } from "../define-analysis";
import { loadToolMoves } from "./facts-tools";
import type { CaseFact, LayerMove, StalenessFacts } from "./staleness-inputs";

const SAMPLE = 2_000;
const WEEKS = 26;
const WEEKLY_SAMPLE = 200;
const WEEK_MS = 7 * 86_400_000;
/** A Monday, from which weeks are counted. */
const FIRST_MONDAY_MS = Date.UTC(1970, 0, 5);
const EVER = new Date(0);

/** Reads all that an assessment is made from. */
export async function loadStalenessFacts(
  { db, projectId, now }: AnalysisContext,
  params: AnalysisScope,
): Promise<StalenessFacts> {
  const { window } = params;
  const scope: TierScope = { ...params, projectId };
  const asOf = new Date(Math.min(window.to.getTime(), now.getTime()));
  const weeks = weeksBefore(asOf);
  const history = { from: weeks[0]?.from ?? window.from, to: window.to };
  const [cases, attempts, texts, weekly, intents, outcomes, changes, tools] = await Promise.all([
    loadEvalCases(db, projectId),
    loadEvalAttempts(db, projectId),
    sampleProductionTexts(db, scope, window, SAMPLE),
    sampleWeeklyTexts(db, scope, weeks, WEEKLY_SAMPLE),
    loadIntentCounts(db, scope, window),
    loadProductionOutcomes(db, scope, window),
    loadChanges(db, projectId, { from: EVER, to: asOf }),
    loadToolMoves(db, scope, history),
  ]);
  const caseFacts = cases.map(caseFact);
  const said = [...texts, ...weekly.flat(), ...caseFacts].flatMap(({ text }) => text ?? []);
  return {
    window,
    asOf,
    vectors: await loadVectors({ db, projectId, now }, said),
    cases: caseFacts,
    attempts: attempts.filter(({ at }) => at <= asOf),
    texts,
    weeks: weeks.map((own, index) => ({ window: own, texts: weekly[index] ?? [] })),
    intents,
    outcomes,
    moves: [...changes.flatMap(moveOf), ...tools.moves],
    layerMoves: changes.flatMap(layerMoveOf),
    toolHashesSeen: tools.hashesSeen,
  };
}

/** By the endpoint that is set, of all texts or of none: vectors of two makers are never mixed. */
async function loadVectors(
  { db, projectId, now }: AnalysisContext,
  texts: readonly string[],
): Promise<StalenessFacts["vectors"]> {
  const endpoint = embeddingsOf(db);
  if (!endpoint) return null;
  try {
    const byText = await loadTextVectors(db, projectId, endpoint, texts, now);
    return { maker: makerOf(endpoint), byText };
  } catch (error) {
    console.error("Embedding texts failed; vectors are made here instead", error);
    return null;
  }
}

/** Whole weeks from Monday to Monday, UTC, up to a moment; earliest first. */
function weeksBefore(asOf: Date): TimeWindow[] {
  const end = Math.floor((asOf.getTime() - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
  return Array.from({ length: WEEKS }, (_, index) => {
    const from = end - (WEEKS - index) * WEEK_MS;
    return { from: new Date(from), to: new Date(from + WEEK_MS) };
  });
}

function caseFact({
  input,
  expected: _expected,
  branches: _branches,
  postedBy: _postedBy,
  ...said
}: StoredCase): CaseFact {
  return { ...said, text: inputPreview(input) };
}

/** A change of the prompt, or of a layer that has versions. */
function moveOf({ at, axis, layer, from, to, title }: PostedChange): VersionMove[] {
  if (axis === "prompt") return [{ layer: "prompt", at, from, to, tool: null, title }];
  if (layer === null || layer === "queries") return [];
  if (layer !== "tools") return [{ layer, at, from, to, tool: null, title }];
  return [{ layer, at, title, ...toolVersions(from, to) }];
}

/** Versions of a tool may be written as `name@version`. */
function toolVersions(from: string | null, to: string | null) {
  const [left, right] = [splitName(from), splitName(to)];
  const tool = right.tool ?? left.tool;
  return { tool, from: left.version, to: right.version };
}

function splitName(text: string | null) {
  const at = text?.lastIndexOf("@") ?? -1;
  if (text === null || at <= 0) return { tool: null, version: text };
  return { tool: text.slice(0, at), version: text.slice(at + 1) };
}

function layerMoveOf({ layer, at, title }: PostedChange): LayerMove[] {
  return layer === null ? [] : [{ layer, at, title }];
}
