import type { ConditionalMatch } from "@/lib/domain/branches/match-conditionals";
import type { RegisteredBranch } from "@/lib/domain/branches/registered-branch";
import type { LatestChange, PromptName } from "./report-facts";

export type BranchStatus =
  | "covered"
  | "gap"
  | "test_only"
  | "unreached"
  | "unregistered"
  | "eval_only";

/** A branch, registered or seen. Shares are of the production requests that reached its point. */
export type BranchRow = {
  /** Its id in the registry, or its key. */
  readonly id: string;
  readonly key: string;
  readonly point: string;
  readonly branch: string;
  readonly label: string;
  readonly status: BranchStatus;
  /** Production requests that fired it, and those that reached its point. */
  readonly productionHits: number;
  readonly productionReached: number;
  /** Null when no request reached its point. */
  readonly productionShare: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Eval traces that fired it, of a prompt version that counts. */
  readonly evalHits: number;
  /** Eval traces that reached its point and took another branch. */
  readonly evalPassedBy: number;
  /** Eval hits of other versions, which count for nothing. */
  readonly otherVersionHits: number;
  /** 1 to 5; 3 for a branch that nobody rated. */
  readonly severity: number;
  /** In production; null when it did not fire in the window. */
  readonly lastFiredAt: Date | null;
  readonly owner: string | null;
  readonly prompt: string | null;
  readonly condition: string | null;
  readonly isRegistered: boolean;
  /** Set while an exemption holds: it counts neither for nor against coverage. */
  readonly exemption: { readonly reason: string; readonly expiresAt: Date | null } | null;
  /** An exemption that has run out. */
  readonly hasExpired: boolean;
  readonly detect: RegisteredBranch["detect"];
  /** A production trace that fired it. */
  readonly example: string | null;
  /** Eval cases that name it, and drafts of such. */
  readonly cases: number;
  readonly drafts: number;
};

/** A conditional of the shown prompt, in the order of its text. */
export type PromptConditional = {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly condition: string;
  readonly action: string;
  readonly otherwise: string | null;
  readonly label: string;
  readonly kind: string;
  readonly severity: number;
  readonly match: ConditionalMatch;
  /** What would be registered on confirmation; `id` is that of the branch it edits, if it does. */
  readonly proposal: RegisteredBranch;
  /** Its row; null while it is only proposed. */
  readonly branchId: string | null;
};

export type PromptReport = {
  readonly name: string;
  readonly version: string;
  readonly text: string;
  readonly conditionals: readonly PromptConditional[];
  /** Registered branches of this prompt that its text no longer holds. */
  readonly removed: readonly { readonly id: string; readonly label: string }[];
};

/** What became of a branch from one version to the next. */
export type VersionChange = {
  readonly change: "added" | "removed" | "edited";
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  /** Null when the conditional is not registered. */
  readonly branchId: string | null;
  readonly isCovered: boolean;
  /** Covered in the earlier version and not in this one. */
  readonly isNowUncovered: boolean;
};

export type VersionDiff = {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly VersionChange[];
  readonly unchanged: number;
};

/** Coverage of the registered branches by evals of one prompt version. */
export type VersionCoverage = PromptName & {
  readonly postedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly requests: number;
  readonly evalTraces: number;
  readonly covered: number;
  readonly registered: number;
  readonly coverage: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Whether its evals count for the numbers above. */
  readonly isCounted: boolean;
};

export type ShiftReport = {
  readonly key: string;
  readonly point: string;
  readonly branch: string;
  readonly label: string;
  /** Shares of the requests that reached the point. */
  readonly before: number;
  readonly after: number;
  readonly beforeHits: number;
  readonly beforeReached: number;
  readonly afterHits: number;
  readonly afterReached: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly riskRatio: number;
  readonly riskRatioLow: number;
  readonly riskRatioHigh: number;
  readonly p: number;
  readonly adjustedP: number;
  readonly overdispersion: number;
  readonly since: Date;
  /** Large enough to matter, by the rates as they are. */
  readonly isMaterial: boolean;
  readonly firing: boolean;
};

export type FlowReport = {
  readonly point: string;
  readonly from: string;
  readonly to: string;
  readonly questions: number;
  readonly beforeTrace: string;
  readonly afterTrace: string;
};

export type SuggestionReport = {
  readonly traceId: string;
  readonly startedAt: Date;
  readonly preview: string | null;
  /** Branches (keys), runs of branches (keys joined by " ⟶ ") and close calls (`key ≈ runner-up`). */
  readonly gains: readonly string[];
  readonly weight: number;
  readonly branchIds: readonly string[];
};

export type GraphReport = {
  readonly nodes: readonly {
    readonly key: string;
    readonly requests: number;
    readonly evals: number;
    readonly status: BranchStatus | "exempt";
  }[];
  /** From the start (null) or a branch to a branch or the end (null). */
  readonly edges: readonly {
    readonly from: string | null;
    readonly to: string | null;
    readonly requests: number;
    readonly evals: number;
  }[];
  /** Requests whose path is drawn, and all. */
  readonly drawn: number;
  readonly all: number;
};

export type Unseen = {
  readonly goodTuring: number | null;
  readonly chao1: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Which estimate of Chao's: the classic one, not the bias-corrected. */
  readonly form: "classic";
  /** New paths that as many requests again would bring. */
  readonly next: number | null;
  readonly completeness: number | null;
};

/** How things stand. `unknown`: nothing fired and nothing is registered. */
export type BranchCoverageVerdict = {
  readonly status: "ok" | "watch" | "broken" | "unknown";
  /** Why, the gravest first, as codes. */
  readonly because: readonly string[];
  /** The shift that fires and moved furthest; null when none does. */
  readonly shift: ShiftReport | null;
  /** Registered branches of high severity that no eval covers, gravest first. */
  readonly highUncovered: readonly BranchRow[];
};

export type BranchCoverageReport = {
  readonly verdict: BranchCoverageVerdict;
  readonly asOf: Date;
  readonly minHits: number;
  /** Production requests that decided anything. */
  readonly requests: number;
  /** Eval traces of a version that counts, and of others. */
  readonly evalTraces: number;
  readonly otherVersionEvals: number;
  /** Whose evals count. */
  readonly versions: readonly PromptName[];
  /** Registered branches that count, and those of them that are covered. */
  readonly registered: number;
  readonly covered: number;
  readonly exempt: number;
  /** Null when nothing is registered. */
  readonly coverage: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Null when no registered branch fired. */
  readonly trafficWeighted: number | null;
  readonly riskWeighted: number | null;
  readonly bothArms: number | null;
  readonly borderline: number | null;
  /** Decision points with the margin up to which a call is close. */
  readonly closeMargins: readonly { readonly point: string; readonly margin: number }[];
  /** Branches seen in production, and those of them that evals hit often enough. */
  readonly observed: { readonly branches: number; readonly covered: number };
  /** Branches that fire in production and that no eval hit at all. */
  readonly untested: number;
  readonly uncoveredTraffic: {
    readonly share: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly requests: number;
    readonly overdispersion: number;
  };
  readonly paths: {
    readonly distinct: number;
    readonly covered: number;
    readonly coverage: number | null;
    readonly trafficWeighted: number | null;
    /** Share of requests on a path that no eval took. */
    readonly uncovered: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly unseen: Unseen;
  /** What is wrong first: by traffic × severity within each status. */
  readonly branches: readonly BranchRow[];
  readonly prompt: PromptReport | null;
  readonly diff: VersionDiff | null;
  readonly byVersion: readonly VersionCoverage[];
  readonly change: LatestChange | null;
  /** What fires first, then by p-value. */
  readonly shifts: readonly ShiftReport[];
  readonly flows: readonly FlowReport[];
  readonly graph: GraphReport;
  readonly suggestions: readonly SuggestionReport[];
};
