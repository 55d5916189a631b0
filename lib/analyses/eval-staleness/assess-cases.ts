import {
  type CaseRecord,
  type Death,
  findDeath,
  freshnessOf,
  lifetimeOf,
} from "@/lib/domain/evals/case-life";
import { type BrokenDependency, brokenDependencies } from "@/lib/domain/evals/dependency-state";
import { analyseItems, type ItemStatistics } from "@/lib/domain/evals/item-analysis";
import type { ItemResponse } from "@/lib/domain/evals/item-response";
import { lastDiscriminated } from "@/lib/domain/evals/last-discriminated";
import { SEEN_IN_TRACES } from "@/lib/domain/evals/tool-moves";
import { halfLife, kaplanMeier } from "@/lib/domain/statistics/survival";
import { reasonsOf } from "./case-reasons";
import { extremeOf, type SuiteResults } from "./case-results";
import type { CaseFindings, SharedFindings } from "./findings";
import { nearestText } from "./kinds";
import type { CaseState } from "./report-shape";
import type { CaseFact, StalenessFacts } from "./staleness-inputs";
import { checksOf } from "./weekly-checks";

/** Discrimination halves in this many days where the suite's own half-life is not known. */
const DEFAULT_HALF_LIFE_DAYS = 90;
/** Requests of its intent that make a case alive where texts cannot be compared. */
const FEWEST_OF_INTENT = 5;
const MS_PER_DAY = 86_400_000;

type Looked = {
  readonly posted: CaseFact;
  readonly place: number;
  readonly at: number;
  readonly isAlive: boolean | null;
  readonly broken: readonly BrokenDependency[];
  readonly death: Death | null;
  readonly record: CaseRecord;
};

export function assessCases(
  shared: SharedFindings,
  places: readonly number[],
  results: SuiteResults,
  responses: readonly (ItemResponse | null)[],
): CaseFindings {
  const { asOf } = shared.facts;
  const items = analyseItems(results.matrix);
  const looked = places.flatMap((place, at): Looked[] => {
    const posted = shared.cases[place];
    if (!posted) return [];
    const broken = brokenDependencies(posted, movesFor(shared.facts, posted));
    const record: CaseRecord = {
      bornAt: posted.editedAt,
      checks: checksOf(shared.checks, place),
      saturatedAt: extremeOf(results, at).saturatedAt,
      brokenAt: broken[0]?.movedAt ?? null,
    };
    const isAlive = isAliveAt(shared, place);
    return [{ posted, place, at, isAlive, broken, record, death: findDeath(record, asOf) }];
  });
  const lives = looked.map(({ record, death }) => lifetimeOf(record, death, asOf));
  const halfLifeDays = halfLife(kaplanMeier(lives)) || DEFAULT_HALF_LIFE_DAYS;
  const states = looked.map((one) =>
    stateOf(one, { shared, results, items, responses, halfLifeDays }),
  );
  return { states, lives, items, broken: looked.map(({ broken }) => broken) };
}

/** Hashes of tools as traces show them count only for who writes such hashes down. */
function movesFor({ moves, toolHashesSeen }: StalenessFacts, { dependsOn }: CaseFact) {
  return moves.filter(({ layer, tool, title }) => {
    if (layer !== "tools" || tool === null || title !== SEEN_IN_TRACES) return true;
    const version = dependsOn.tools?.[tool];
    const seen = toolHashesSeen[tool] ?? [];
    return version !== undefined && version.length >= 8 && seen.some((h) => h.startsWith(version));
  });
}

/** Whether a case resembles production: by its text, or by its intent where texts say too little. */
function isAliveAt({ likeness, kinds }: SharedFindings, place: number): boolean | null {
  const text = likeness?.placeOf[place] ?? -1;
  if (likeness && text >= 0) return (likeness.ballsOf[text] ?? 0) > 0;
  const kind = kinds.kinds[kinds.kindOf[place] ?? -1];
  if (kinds.basis !== "intents" || !kind) return null;
  return kind.requests >= FEWEST_OF_INTENT;
}

type Around = {
  readonly shared: SharedFindings;
  readonly results: SuiteResults;
  readonly items: readonly ItemStatistics[];
  readonly responses: readonly (ItemResponse | null)[];
  readonly halfLifeDays: number;
};

function stateOf(looked: Looked, around: Around): CaseState {
  const { posted, place, isAlive, broken, death } = looked;
  const { asOf } = around.shared.facts;
  return {
    suite: posted.suite,
    id: posted.id,
    text: posted.text,
    curator: posted.curator,
    status: posted.status,
    ageDays: Math.max(0, (asOf.getTime() - posted.editedAt.getTime()) / MS_PER_DAY),
    alive: isAlive,
    dependenciesValid: broken.length === 0,
    diedAt: death?.at ?? null,
    diedOf: death?.cause ?? null,
    nearestTraceId: nearestText(around.shared.likeness, place)?.traceId ?? null,
    ...toldBy(looked, around),
  };
}

/** What results say of a case, and what follows from all there is. */
function toldBy({ posted, place, at, isAlive, broken }: Looked, around: Around) {
  const { shared, results, items, responses, halfLifeDays } = around;
  const told = lastDiscriminated(results.results[at] ?? []);
  const kind = shared.kinds.kinds[shared.kinds.kindOf[place] ?? -1];
  const { attempts = 0, passed = 0 } = results.latest[at] ?? {};
  const life = { isAlive, isValid: broken.length === 0, toldAt: told?.at ?? posted.editedAt };
  return {
    cluster: kind?.id ?? null,
    lastDiscriminatedAt: told?.at ?? null,
    lastDiscriminationIsWeak: told?.isWeak ?? false,
    itemRest: items[at]?.itemRest ?? null,
    response: responses[at] ?? null,
    passRate: attempts > 0 ? passed / attempts : null,
    attempts,
    freshness: freshnessOf(life, halfLifeDays, shared.facts.asOf),
    reasons: reasonsOf({
      isAlive,
      broken,
      extreme: extremeOf(results, at),
      item: items[at],
      hasDiscriminated: told !== null,
      subjects: results.subjects.length,
    }),
  };
}
