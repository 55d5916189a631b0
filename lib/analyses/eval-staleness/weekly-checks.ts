import type { Checkpoints } from "@/lib/domain/checkpoints";
import type { WeeklyCheck } from "@/lib/domain/evals/case-life";
import { findNeighbourhood, isInAnyBall } from "@/lib/domain/text-vectors/neighbours";
import type { VectorSet } from "@/lib/domain/text-vectors/vectorise";
import { type Likeness, NEIGHBOURS } from "./likeness";
import type { CaseFact } from "./staleness-inputs";

/** A check looks at the requests of this many weeks together. */
export const CHECK_WEEKS = 4;
const FEWEST_TEXTS = 50;

/** What each weekly check says of each case. */
export type WeeklyChecks = {
  /** Ends of the checked periods, earliest first. */
  readonly at: readonly Date[];
  /** By check and case; null when the case did not exist, has no text, or production said too little. */
  readonly isAlive: readonly (readonly (boolean | null)[])[];
};

/** Looks at every week in which production spoke whether each case resembled the four weeks up to it. */
export function* checkWeekly(
  likeness: Likeness | null,
  cases: readonly CaseFact[],
): Checkpoints<WeeklyChecks> {
  const at: Date[] = [];
  const isAlive: (boolean | null)[][] = [];
  for (let week = 0; likeness !== null && week < likeness.weeks.length; week += 1) {
    const end = likeness.weeks[week]?.window.to;
    const period = periodUpTo(likeness, week);
    if (!end || period === null) continue;
    at.push(end);
    isAlive.push(yield* checkPeriod(likeness, period, cases, end));
  }
  return { at, isAlive };
}

/** The vectors of a week and of the three before: weeks lie one after the other in memory. */
function periodUpTo({ weeks }: Likeness, week: number): VectorSet | null {
  const own = weeks.slice(Math.max(0, week + 1 - CHECK_WEEKS), week + 1);
  const [first] = own;
  if (!first || own.at(-1)?.vectors.count === 0) return null;
  const count = own.reduce((sum, { vectors }) => sum + vectors.count, 0);
  if (count < FEWEST_TEXTS) return null;
  const { dimensions, data } = first.vectors;
  return {
    count,
    dimensions,
    data: new Float32Array(data.buffer, data.byteOffset, count * dimensions),
  };
}

function* checkPeriod(
  likeness: Likeness,
  period: VectorSet,
  cases: readonly CaseFact[],
  end: Date,
): Checkpoints<(boolean | null)[]> {
  const balls = yield* findNeighbourhood(period, NEIGHBOURS);
  const inside = yield* isInAnyBall(period, balls, likeness.cases);
  return cases.map(({ editedAt }, index) => {
    const place = likeness.placeOf[index] ?? -1;
    return place < 0 || editedAt >= end ? null : (inside[place] ?? null);
  });
}

/** The checks of one case. */
export function checksOf({ at, isAlive }: WeeklyChecks, index: number): WeeklyCheck[] {
  return at.map((end, check) => ({ at: end, isAlive: isAlive[check]?.[index] ?? null }));
}
