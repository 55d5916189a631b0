import type { Checkpoints } from "@/lib/domain/checkpoints";
import type { EvalAttemptRow } from "@/lib/domain/evals/eval-attempt-row";
import { fitItemResponses } from "@/lib/domain/evals/item-response";
import { representProduction } from "@/lib/domain/evals/representation";
import { testKernelDiscrepancy } from "@/lib/domain/statistics/kernel-discrepancy";
import { wilson } from "@/lib/domain/statistics/proportion-interval";
import { exponentialLife, halfLife, kaplanMeier } from "@/lib/domain/statistics/survival";
import { expectedCoverage } from "@/lib/domain/text-vectors/neighbours";
import { assessCases } from "./assess-cases";
import { gatherResults, type SuiteResults } from "./case-results";
import { discriminationOf } from "./discrimination";
import type { CaseFindings, SharedFindings, SuiteFindings } from "./findings";
import { layersOf } from "./layers";
import { type Likeness, pick } from "./likeness";
import type { CaseState, HeatmapCell, Interval, SuiteFacts } from "./report-shape";
import { shadowOf } from "./shadow";
import { shiftsOf } from "./shifts";

const FEWEST_FOR_TEST = 100;
const MOST_FOR_TEST = 300;
const PERMUTATIONS = 500;
const SEED = 7;
const LONGEST_RATIO = 3;

export type SuiteAssessment = {
  readonly facts: SuiteFacts;
  readonly cells: readonly HeatmapCell[];
  readonly cases: readonly CaseState[];
};

export function* assessSuite(
  shared: SharedFindings,
  suite: string,
  attempts: readonly EvalAttemptRow[],
): Checkpoints<SuiteAssessment> {
  const places = [...shared.cases.keys()].filter((place) => shared.cases[place]?.suite === suite);
  const own = places.flatMap((place) => shared.cases[place] ?? []);
  const results = gatherResults(own, attempts);
  const responses = yield* fitItemResponses(results.matrix);
  const found = assessCases(shared, places, results, responses);
  const findings = { suite, places, results, found };
  const cells = cellsOf(shared, findings);
  const represented = representProduction(countsOf(shared, cells, findings));
  const all = shared.facts.cases.filter((posted) => posted.suite === suite);
  return {
    cells,
    cases: found.states,
    facts: {
      suite,
      cases: own.length,
      drafts: all.filter(({ status }) => status === "draft").length,
      retired: all.filter(({ status }) => status === "retired").length,
      ...likenessOf(shared, findings),
      ...represented,
      ...passesOf(findings),
      shift: shiftsOf(shared, findings, cells),
      sameSource: yield* testSource(shared, places),
      discrimination: discriminationOf(findings),
      ...lifeOf(found),
      staleness: stalenessOf(shared, findings),
      layers: layersOf(shared, findings),
      shadow: shadowOf(shared.facts, findings),
    },
  };
}

function likenessOf({ likeness, kinds }: SharedFindings, { suite, places, found }: SuiteFindings) {
  const told = found.states.flatMap(({ alive, dependenciesValid }) =>
    alive === null ? [] : [{ alive, isFresh: alive && dependenciesValid }],
  );
  const stale = told.filter(({ alive }) => !alive).length;
  const fresh = told.filter(({ isFresh }) => isFresh).length;
  const share = (count: number) => (told.length === 0 ? null : count / told.length);
  const own = likeness ? places.flatMap((place) => placeIn(likeness.placeOf, place)) : [];
  const coverage = likeness && own.length > 0 ? coverageOf(likeness, suite) : null;
  const expected = likeness
    ? expectedCoverage(likeness.production.count, own.length, likeness.balls.k)
    : 0;
  return {
    compared: told.length,
    staleFraction: share(stale),
    staleInterval: intervalOf(stale, told.length),
    staleByChance: likeness?.balls.outsideByChance ?? (kinds.basis === "intents" ? 0 : null),
    freshShare: share(fresh),
    freshInterval: intervalOf(fresh, told.length),
    coverage,
    normalisedCoverage: coverage === null || expected === 0 ? null : coverage / expected,
  };
}

function placeIn(placeOf: Int32Array, place: number): number[] {
  const at = placeOf[place] ?? -1;
  return at < 0 ? [] : [at];
}

function intervalOf(count: number, of: number): Interval | null {
  return of === 0 ? null : wilson(count, of);
}

/** Share of production's requests whose ball holds one of the suite's cases. */
function coverageOf({ texts, coveredBy }: Likeness, suite: string): number {
  const isCovered = coveredBy.get(suite);
  let [covered, all] = [0, 0];
  for (const [text, { requests }] of texts.entries()) {
    all += requests;
    covered += (isCovered?.[text] ?? 0) * requests;
  }
  return covered / all;
}

function cellsOf({ kinds }: SharedFindings, findings: SuiteFindings): HeatmapCell[] {
  const { suite, places, found, results } = findings;
  const requests = kinds.kinds.reduce((sum, kind) => sum + kind.requests, 0);
  return kinds.kinds.map((kind, index) => {
    const own = places.flatMap((place, at) => (kinds.kindOf[place] === index ? [at] : []));
    const freshCases = own.reduce((sum, at) => sum + (found.states[at]?.freshness.product ?? 0), 0);
    const isTold = own.length > 0 && kind.requests > 0;
    const ratio = own.length / places.length / (kind.requests / requests);
    const bounded = Math.max(-LONGEST_RATIO, Math.min(LONGEST_RATIO, Math.log2(ratio)));
    const { pass } = passOf(results, own);
    return {
      cluster: kind.id,
      suite,
      cases: own.length,
      freshCases,
      log2Ratio: isTold ? bounded : null,
      pass,
    };
  });
}

function countsOf({ kinds }: SharedFindings, cells: readonly HeatmapCell[], found: SuiteFindings) {
  return cells.map(({ cases, pass }, index) => {
    const own = found.places.flatMap((place, at) => (kinds.kindOf[place] === index ? [at] : []));
    const results = passOf(found.results, own).results;
    return { cases, pass, results, production: kinds.kinds[index]?.requests ?? 0 };
  });
}

/** Mean over cases of what the latest subject's attempts came to. */
function passOf({ latest }: SuiteResults, own: readonly number[]) {
  const rates = own.flatMap((at) => {
    const result = latest[at];
    return result && result.attempts > 0 ? [result.passed / result.attempts] : [];
  });
  const pass =
    rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { pass, results: rates.length };
}

function passesOf({ results, found, places }: SuiteFindings) {
  const raw = passOf(results, [...places.keys()]);
  const alive = [...places.keys()].filter((at) => found.states[at]?.alive === true);
  const fresh = passOf(results, alive);
  return {
    latestSubject: results.subjects.at(-1)?.label ?? null,
    rawPass: raw.pass,
    rawResults: raw.results,
    freshPass: fresh.pass,
    freshResults: fresh.results,
    freshPassInterval:
      fresh.pass === null ? null : wilson(fresh.pass * fresh.results, fresh.results),
  };
}

function* testSource({ likeness }: SharedFindings, places: readonly number[]) {
  const own = likeness ? places.flatMap((place) => placeIn(likeness.placeOf, place)) : [];
  if (!likeness || own.length < FEWEST_FOR_TEST || likeness.texts.length < FEWEST_FOR_TEST) {
    return null;
  }
  const some = (count: number) =>
    Array.from({ length: Math.min(count, MOST_FOR_TEST) }, (_, index) =>
      Math.floor((index * count) / Math.min(count, MOST_FOR_TEST)),
    );
  const cases = pick(
    likeness.cases,
    some(own.length).map((index) => own[index] ?? 0),
  );
  const production = pick(likeness.production, some(likeness.production.count));
  return yield* testKernelDiscrepancy(production, cases, PERMUTATIONS, SEED);
}

function lifeOf({ lives, states }: CaseFindings) {
  const survival = kaplanMeier(lives);
  const ages = states.map(({ ageDays }) => ageDays);
  const died = (cause: CaseState["diedOf"]) =>
    states.filter(({ diedOf }) => diedOf === cause).length;
  return {
    halfLifeDays: halfLife(survival),
    survival,
    exponentialLife: exponentialLife(lives),
    deaths: {
      not_in_production: died("not_in_production"),
      saturated: died("saturated"),
      dependency_moved: died("dependency_moved"),
    },
    oldestDays: ages.length === 0 ? null : Math.max(...ages),
  };
}

/** A case whose kind makes up much of production counts for as much; one of no kind for nothing. */
function stalenessOf({ kinds }: SharedFindings, { places, found }: SuiteFindings): number | null {
  let [fresh, all] = [0, 0];
  for (const [at, place] of places.entries()) {
    const product = found.states[at]?.freshness.product ?? null;
    if (product === null) continue;
    const index = kinds.kindOf[place] ?? -1;
    const weight = index < 0 ? 0 : (kinds.kinds[index]?.requests ?? 0);
    fresh += weight * product;
    all += weight;
  }
  return all === 0 ? null : 1 - fresh / all;
}
