/** What may fail a build: another path, another decision, another outcome, or anything that is more than wording. */
export const FAIL_ON = ["structural", "decision", "material", "any"] as const;
export type FailOn = (typeof FAIL_ON)[number];
