import type { Detector } from "./detector";

export const BRANCH_STATUSES = ["active", "exempt", "retired"] as const;

/** A branch that somebody wrote down or confirmed. */
export type RegisteredBranch = {
  readonly id: string;
  readonly point: string;
  readonly branch: string;
  readonly label: string;
  /** Its sentence in the prompt, or what it stands for; null when nobody said. */
  readonly condition: string | null;
  /** How its conditional reads, in every version that somebody confirmed. */
  readonly identities: readonly string[];
  /** Null: whatever the prompt. */
  readonly prompt: string | null;
  /** The version it was confirmed for last; null: every version. */
  readonly promptVersion: string | null;
  /** 1 to 5: how bad it is when it goes wrong. */
  readonly severity: number;
  readonly owner: string | null;
  readonly status: (typeof BRANCH_STATUSES)[number];
  /** Why it is exempt or retired. */
  readonly reason: string | null;
  /** Until when it is exempt; null: without end. */
  readonly expiresAt: Date | null;
  readonly detect: Detector | null;
};

/** A version of a prompt, as it was posted. */
export type PromptVersion = {
  readonly name: string;
  readonly version: string;
  readonly text: string;
  readonly createdAt: Date;
};
