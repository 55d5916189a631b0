import type { ChangeLayer } from "@/lib/domain/change";
import type { Death } from "@/lib/domain/evals/case-life";
import type { CaseStatus } from "@/lib/domain/evals/eval-case";
import type { ItemResponse } from "@/lib/domain/evals/item-response";
import type { MixShift } from "@/lib/domain/evals/representation";
import type { ExponentialLife, SurvivalStep } from "@/lib/domain/statistics/survival";

/** Shares and pass rates are from 0 to 1 throughout; null is "cannot tell". */
export type Interval = { readonly low: number; readonly high: number };

/** How well one suite stands for production, and what it can still tell. */
export type SuiteFacts = {
  readonly suite: string;
  /** Active cases. Drafts and retired ones are in no other number. */
  readonly cases: number;
  readonly drafts: number;
  readonly retired: number;
  /** Cases of which it could be told whether they resemble production. */
  readonly compared: number;
  /** Share of these that resemble none of it, with its interval. */
  readonly staleFraction: number | null;
  readonly staleInterval: Interval | null;
  /** Share that resembles nothing by chance alone, when cases come from production itself. */
  readonly staleByChance: number | null;
  /** Share of cases that resemble production and whose dependencies are current. */
  readonly freshShare: number | null;
  readonly freshInterval: Interval | null;
  /** Share of production that some case resembles. */
  readonly coverage: number | null;
  /** Coverage by what as many cases drawn from production would have. */
  readonly normalisedCoverage: number | null;
  readonly reached: number | null;
  readonly hardCoverage: number | null;
  readonly softCoverage: number | null;
  readonly effectiveCases: number | null;
  readonly latestSubject: string | null;
  readonly rawPass: number | null;
  readonly rawResults: number;
  /** Among cases that resemble production. */
  readonly freshPass: number | null;
  readonly freshResults: number;
  readonly freshPassInterval: Interval | null;
  readonly reweightedPass: number | null;
  readonly gap: (Interval & { readonly points: number }) | null;
  readonly shift: { readonly [dimension in ShiftDimension]?: MixShift };
  /** Whether production and suite come from one source. Null under 100 texts on either side. */
  readonly sameSource: { readonly statistic: number; readonly p: number } | null;
  readonly discrimination: SuiteDiscrimination;
  /** Days after which half of the cases have died; null while more than half live. */
  readonly halfLifeDays: number | null;
  readonly survival: readonly SurvivalStep[];
  readonly exponentialLife: ExponentialLife | null;
  readonly deaths: { readonly [cause in Death["cause"]]: number };
  readonly oldestDays: number | null;
  /** One minus mean freshness, weighted by how frequent a case's kind is in production. */
  readonly staleness: number | null;
  readonly layers: readonly LayerState[];
  readonly shadow: ShadowGap | null;
};

export type ShiftDimension = "kind" | "length" | "language" | "tools";

export type SuiteDiscrimination = {
  readonly subjects: number;
  /** Numbers of cases. */
  readonly saturated: number;
  readonly floor: number;
  readonly suspect: number;
  /** By the attempts of the latest subject: every one passed, none, or some. */
  readonly always: number;
  readonly never: number;
  readonly flaky: number;
  /** Smallest difference of pass rates that the suite can show. */
  readonly resolution: number | null;
  /** How far the best and the worst of the last five subjects are apart; null under two. */
  readonly spread: number | null;
  /** How many of the latest subjects are within the resolution of each other; 0 when it tells them apart. */
  readonly cannotTellApart: number;
  readonly reliability: number | null;
};

/** One part of the world that the suite was cut from, with its own clock. */
export type LayerState = {
  readonly layer: ChangeLayer;
  /** When it last moved; null when it never did as far as anybody knows. */
  readonly movedAt: Date | null;
  readonly title: string | null;
  /** Cases that say what they depend on in it, or, of queries, that could be compared. */
  readonly dependent: number;
  readonly staleCases: number;
  readonly staleFraction: number | null;
};

/** The same subject on the frozen suite and in production. */
export type ShadowGap = Interval & {
  readonly subject: string;
  readonly gold: number;
  readonly goldResults: number;
  readonly shadow: number;
  readonly shadowRequests: number;
  /** Gold minus shadow. */
  readonly gap: number;
};

export type HeatmapRow = {
  readonly cluster: string;
  readonly label: string;
  /** Of production. */
  readonly share: number;
  /** What one of its requests says; null when none of the drawn ones is of it. */
  readonly example: string | null;
  readonly traceIds: readonly string[];
};

export type HeatmapCell = {
  readonly cluster: string;
  readonly suite: string;
  readonly cases: number;
  /** Sum of their freshness. */
  readonly freshCases: number;
  /** log₂ of the suite's share by production's, from −3 to 3; null without cases or production. */
  readonly log2Ratio: number | null;
  /** Mean pass rate of the latest subject; null without results. */
  readonly pass: number | null;
};

export type CaseState = {
  readonly suite: string;
  readonly id: string;
  readonly text: string | null;
  readonly cluster: string | null;
  readonly curator: string | null;
  readonly ageDays: number;
  readonly alive: boolean | null;
  readonly dependenciesValid: boolean;
  readonly lastDiscriminatedAt: Date | null;
  readonly lastDiscriminationIsWeak: boolean;
  readonly itemRest: number | null;
  /** Of the two-parameter logistic model; null under thirty subjects, or where the case never varied. */
  readonly response: ItemResponse | null;
  readonly passRate: number | null;
  readonly attempts: number;
  /** The three factors and their product, 0 to 1. */
  readonly freshness: {
    readonly alive: number | null;
    readonly dependencies: number;
    readonly discrimination: number;
    readonly product: number | null;
  };
  readonly status: CaseStatus;
  readonly diedAt: Date | null;
  readonly diedOf: Death["cause"] | null;
  readonly nearestTraceId: string | null;
  /** Why it is not fresh, the weightiest first; empty when it is. */
  readonly reasons: readonly CaseReason[];
};

export type CaseReason = {
  readonly code:
    | "not_in_production"
    | "dependency_moved"
    | "saturated"
    | "floor"
    | "suspect"
    | "never_discriminated";
  readonly message: string;
};

/** What a suite's stale fraction was at the end of a month. */
export type SuiteMonth = {
  readonly suite: string;
  /** YYYY-MM. */
  readonly month: string;
  readonly compared: number;
  readonly staleFraction: number | null;
};

/** All that is computed of a project's suites for one scope; what follows from it is the report. */
export type Assessment = {
  readonly asOf: Date;
  readonly production: {
    /** Requests of the window. */
    readonly requests: number;
    /** Drawn texts, and how many of them differ. */
    readonly texts: number;
    readonly distinctTexts: number;
    /** What is compared: texts, intents, or nothing. */
    readonly comparedBy: "texts" | "intents" | "nothing";
    readonly kindsBy: "intents" | "clusters" | "none";
    /** The kind of requests that name no intent, where intents are the kinds. */
    readonly withoutIntent: string;
    readonly vectoriser: string;
    readonly weeks: number;
  };
  readonly suites: readonly SuiteFacts[];
  readonly rows: readonly HeatmapRow[];
  readonly cells: readonly HeatmapCell[];
  readonly months: readonly SuiteMonth[];
  readonly cases: readonly CaseState[];
};
