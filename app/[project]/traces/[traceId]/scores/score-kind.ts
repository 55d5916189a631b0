/** How a score can be said by hand. */
export const SCORE_KINDS = ["good", "bad", "value", "label"] as const;
export type ScoreKind = (typeof SCORE_KINDS)[number];
