import type { CatalogTier, TierMatch } from "@/lib/domain/tiers/tier-catalog";

/** What a condition can ask of a trace, and how the editor calls it. */
export const CONDITION_FIELDS = {
  servedModel: "model served",
  requestedModel: "model requested",
  provider: "provider",
  spanName: "a span's name",
  attribute: "attribute",
  hasError: "request failed",
  noLlmSpan: "no model call",
} as const;
export type ConditionField = keyof typeof CONDITION_FIELDS;

/** Fields that are answered by yes or no. */
export const YES_NO_FIELDS: ReadonlySet<ConditionField> = new Set(["hasError", "noLlmSpan"]);

/** A catalog as it is being edited: everything has an identity, and texts may be unfinished. */
export type DraftTier = {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly match: readonly DraftAlternative[];
};
export type DraftAlternative = {
  readonly id: string;
  readonly conditions: readonly DraftCondition[];
};
export type DraftCondition = {
  readonly id: string;
  readonly field: ConditionField;
  /** Of the attribute; empty for other fields. */
  readonly key: string;
  /** `true` or `false` where the field is answered by yes or no. */
  readonly value: string;
};

export function draftOf(tiers: readonly CatalogTier[]): DraftTier[] {
  return tiers.map(({ name, level, match }, t) => ({
    id: `tier ${t}`,
    name,
    level: String(level),
    match: match.map((alternative, m) => ({
      id: `tier ${t} ${m}`,
      conditions: conditionsOf(alternative).map((condition) => ({
        ...condition,
        id: `tier ${t} ${m} ${condition.field}`,
      })),
    })),
  }));
}

const FIELDS = Object.keys(CONDITION_FIELDS).filter(
  (field): field is ConditionField => field in CONDITION_FIELDS,
);

function conditionsOf(match: TierMatch): Omit<DraftCondition, "id">[] {
  return FIELDS.flatMap((field) => {
    const value = match[field];
    if (value === undefined) return [];
    if (typeof value === "object") return { field, key: value.key, value: value.glob };
    return { field, key: "", value: String(value) };
  });
}

/** The draft in the words of `PUT /api/v1/tiers`, to be checked there: it may not fit. */
export function tiersOfDraft(draft: readonly DraftTier[]): unknown[] {
  return draft.map(({ name, level, match }) => ({
    name: name.trim(),
    level: level.trim() === "" ? null : Number(level),
    match: match.map(({ conditions }) =>
      Object.fromEntries(conditions.map((condition) => [condition.field, jsonOf(condition)])),
    ),
  }));
}

function jsonOf({ field, key, value }: DraftCondition): unknown {
  if (YES_NO_FIELDS.has(field)) return value === "true";
  return field === "attribute" ? { key: key.trim(), glob: value.trim() } : value.trim();
}

/** Fields that an alternative does not ask for yet; each can be asked for once. */
export function unusedFields({ conditions }: DraftAlternative): ConditionField[] {
  return FIELDS.filter((field) => conditions.every((condition) => condition.field !== field));
}

/** The list with the item at `from` moved to `to`; unchanged when there is no such place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined || to < 0 || to >= items.length) return items;
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** The list with one item replaced. */
export function replaced<Item>(items: readonly Item[], index: number, item: Item): Item[] {
  return items.map((known, i) => (i === index ? item : known));
}
