import type { BrokenDependency } from "@/lib/domain/evals/dependency-state";
import type { ItemStatistics } from "@/lib/domain/evals/item-analysis";
import type { Lifetime } from "@/lib/domain/statistics/survival";
import type { SuiteResults } from "./case-results";
import type { Kinds } from "./kinds";
import type { Likeness } from "./likeness";
import type { CaseState } from "./report-shape";
import type { CaseFact, StalenessFacts } from "./staleness-inputs";
import type { WeeklyChecks } from "./weekly-checks";

/** What all suites of a project share. A place is that of a case among the active ones. */
export type SharedFindings = {
  readonly facts: StalenessFacts;
  /** The active ones, by suite and id. */
  readonly cases: readonly CaseFact[];
  readonly likeness: Likeness | null;
  readonly kinds: Kinds;
  readonly checks: WeeklyChecks;
};

/** What was found of a suite's active cases; the lists are in the order of the cases. */
export type CaseFindings = {
  readonly states: readonly CaseState[];
  readonly lives: readonly Lifetime[];
  readonly items: readonly ItemStatistics[];
  readonly broken: readonly (readonly BrokenDependency[])[];
};

/** A suite's active cases, by their places, and what was found of them. */
export type SuiteFindings = {
  readonly suite: string;
  readonly places: readonly number[];
  readonly results: SuiteResults;
  readonly found: CaseFindings;
};
