/** What a gate answers: go on, stop, or "the data cannot tell". */
export type GateVerdict = {
  readonly verdict: "pass" | "block" | "inconclusive";
  /** Why, the weightiest first. A pass may name what was looked at. */
  readonly reasons: readonly GateReason[];
};

export type GateReason = {
  /** For programs: stable and in snake_case. */
  readonly code: string;
  /** For people: one sentence with its numbers. */
  readonly message: string;
};
