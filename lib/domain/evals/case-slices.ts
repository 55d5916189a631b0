import type { StoredCase } from "./eval-case";

/** What of a case says which slices it belongs to. */
export type SlicedCase = Pick<StoredCase, "id" | "intent" | "tags">;

/** Some cases of a suite that have an intent or a tag in common. */
export type CaseSlice = {
  readonly dimension: "intent" | "tag";
  readonly value: string;
  readonly cases: ReadonlySet<string>;
};

/** The slices of some cases: intents first, each kind with the largest slice first. */
export function slicesOf(cases: readonly SlicedCase[]): CaseSlice[] {
  return [
    ...slicesBy("intent", cases, ({ intent }) => (intent === null ? [] : [intent])),
    ...slicesBy("tag", cases, ({ tags }) => tags),
  ];
}

function slicesBy(
  dimension: CaseSlice["dimension"],
  cases: readonly SlicedCase[],
  valuesOf: (one: SlicedCase) => readonly string[],
): CaseSlice[] {
  const members = new Map<string, Set<string>>();
  for (const one of cases) {
    for (const value of valuesOf(one)) {
      members.set(value, (members.get(value) ?? new Set()).add(one.id));
    }
  }
  return [...members]
    .map(([value, own]) => ({ dimension, value, cases: own }))
    .sort((a, b) => b.cases.size - a.cases.size || (a.value < b.value ? -1 : 1));
}
