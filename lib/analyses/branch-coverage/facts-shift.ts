import type { TimeWindow } from "@/lib/domain/time-window";
import {
  loadNewcomers,
  loadRepeatedQuestions,
  loadShiftSides,
  type ShiftQuestion,
} from "@/lib/store/branch-shifts";
import type { BranchScope } from "@/lib/store/branch-source";
import { loadChanges } from "@/lib/store/changes";
import type { AnalysisContext } from "../define-analysis";
import type { BranchCoverageFacts, LatestChange } from "./report-facts";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 1_440 * MS_PER_MINUTE;
const AFTER_DAYS = 7;
const BEFORE_DAYS = 14;
/** Up to here hours are compared; beyond, days tell as much and are fewer. */
const BY_HOUR_DAYS = 2;

type Asked = { readonly window: TimeWindow; readonly asOf: Date };

/** What happened around the latest change of a window. */
export async function loadShiftFacts(
  context: AnalysisContext,
  scope: BranchScope,
  { window, asOf }: Asked,
): Promise<Pick<BranchCoverageFacts, "change" | "sides" | "repeated">> {
  const found = await findLatestChange(context, scope, { window, asOf });
  if (!found) return { change: null, sides: [], repeated: [] };
  const { db } = context;
  const { question, change } = found;
  const before = {
    from: new Date(question.since.getTime() - BEFORE_DAYS * MS_PER_DAY),
    to: question.since,
  };
  // A version that is asked for was not there before it came.
  const anyVersion = { ...question.scope, promptVersion: null };
  const [sides, repeated] = await Promise.all([
    loadShiftSides(db, { ...question, scope: anyVersion }),
    loadRepeatedQuestions(db, anyVersion, before, { from: question.since, to: question.until }),
  ]);
  return { change, sides, repeated };
}

type Found = { readonly change: LatestChange; readonly question: ShiftQuestion };

async function findLatestChange(
  { db, projectId }: AnalysisContext,
  scope: BranchScope,
  { window, asOf }: Asked,
): Promise<Found | null> {
  const upTo = { from: window.from, to: asOf };
  if (upTo.from >= upTo.to) return null;
  const [newcomers, changes] = await Promise.all([
    loadNewcomers(db, { ...scope, promptVersion: null }, upTo),
    loadChanges(db, projectId, upTo),
  ]);
  const candidates = [
    ...newcomers.map(({ kind, name, since }) => ({ kind, title: name, at: since, name })),
    ...changes
      .filter(({ at }) => at >= window.from)
      .map(({ title, at }) => ({ kind: "change" as const, title, at, name: null })),
  ];
  // Of one moment, what traces show themselves says more than what was posted.
  const latest = candidates
    .filter(
      ({ kind, name }) =>
        scope.promptVersion === null || kind !== "prompt" || name === scope.promptVersion,
    )
    .sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  if (!latest) return null;
  const ageDays = (asOf.getTime() - latest.at.getTime()) / MS_PER_DAY;
  const minutes = ageDays <= BY_HOUR_DAYS ? 60 : 1_440;
  const since = startOf(latest.at, minutes, latest.kind === "change");
  const end = new Date(since.getTime() + AFTER_DAYS * MS_PER_DAY);
  const until = end < asOf ? end : asOf;
  const { kind, title, name } = latest;
  return {
    change: { kind, title, since: latest.at, until, isYoung: asOf < end },
    question: {
      scope,
      since,
      until,
      minutes,
      newcomer: kind === "change" || name === null ? null : { kind, name },
    },
  };
}

/** The bucket a newcomer came in is its own; one in which everything changed is neither's. */
function startOf(at: Date, minutes: number, isWhole: boolean): Date {
  const width = minutes * MS_PER_MINUTE;
  const round = isWhole ? Math.ceil : Math.floor;
  return new Date(round(at.getTime() / width) * width);
}
