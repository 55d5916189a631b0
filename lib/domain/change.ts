/** Parts of what makes an agent behave as it does, each of which is versioned and changed apart. */
export const CHANGE_AXES = [
  "model",
  "sampling",
  "prompt",
  "tools",
  "retrieval_index",
  "harness",
  "memory_policy",
  "router",
] as const;
export type ChangeAxis = (typeof CHANGE_AXES)[number];

/** Parts of the world that an evaluation suite was cut from, each with its own clock. */
export const CHANGE_LAYERS = ["queries", "corpus", "tools", "policy"] as const;
export type ChangeLayer = (typeof CHANGE_LAYERS)[number];

/** Something that was changed on purpose and may explain what telemetry shows. Null: not said. */
export type Change = {
  readonly at: Date;
  /** Null when it was everywhere at once. */
  readonly rolloutEndsAt: Date | null;
  readonly axis: ChangeAxis | null;
  readonly layer: ChangeLayer | null;
  /** Versions or settings, as people name them. */
  readonly from: string | null;
  readonly to: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly url: string | null;
  /** Routing rules that it introduced or altered. */
  readonly ruleIds: readonly string[];
};
