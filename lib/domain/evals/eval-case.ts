import type { Json } from "../span";

/** What a case was cut from. A part that is not there is not depended on, or nobody said. */
export type CaseDependencies = {
  /** Version of the corpus. */
  readonly corpus?: string | undefined;
  /** Hash or version of each tool, by its name. */
  readonly tools?: Readonly<Record<string, string>> | undefined;
  /** Version of the policy text. */
  readonly policy?: string | undefined;
  /** Version of the prompt. */
  readonly prompt?: string | undefined;
};

/** `draft`: somebody has yet to look at what is expected; it is in no number. */
export type CaseStatus = "active" | "draft" | "retired";

/** One question of an evaluation suite, as people posted it. Null: not said. */
export type EvalCase = {
  /** Unique within its suite. */
  readonly id: string;
  readonly input: Json;
  readonly expected: Json;
  /** What the user wants, as production traces name it too. */
  readonly intent: string | null;
  readonly tags: readonly string[];
  /** Null: when it was first posted. */
  readonly createdAt: Date | null;
  readonly curator: string | null;
  readonly sourceTraceId: string | null;
  readonly lastVerifiedAt: Date | null;
  readonly verifiedBy: string | null;
  readonly dependsOn: CaseDependencies;
  /** Ids of the branches it is meant to exercise. */
  readonly branches: readonly string[];
};

/** A case as the store holds it. */
export type StoredCase = Omit<EvalCase, "createdAt"> & {
  readonly suite: string;
  readonly createdAt: Date;
  /** When what is asked or expected last changed: from then on it is another case. */
  readonly editedAt: Date;
  readonly version: number;
  /** Names what is asked and expected; results of equal hashes may be compared. */
  readonly contentHash: string;
  readonly status: CaseStatus;
  readonly postedAt: Date;
  readonly postedBy: string;
};

export const CASE_ACTIONS = ["promote", "accept", "verify", "retire", "restore"] as const;

/** What somebody did to a case: took it in as a draft, accepted the draft, looked at it again, retired it, brought it back. */
export type CaseAction = (typeof CASE_ACTIONS)[number];

export type CaseReview = {
  readonly action: CaseAction;
  readonly reason: string;
  readonly at: Date;
  readonly by: string;
};
