import { diffWords, type TextChange } from "@/lib/domain/alignment/text-diff";
import type { JsonObject } from "@/lib/domain/span";
import type { StoredVersion } from "@/lib/store/eval-case-history";

export type FieldChange = {
  readonly field: string;
  /** Word by word, from the version before to this one. */
  readonly changes: readonly TextChange[];
};

export type VersionView = Pick<
  StoredVersion,
  "version" | "suiteVersion" | "postedAt" | "postedBy"
> & {
  /** Whether results from before still compare. */
  readonly kind: "first" | "edited" | "described";
  /** In the order the fields are posted; empty for the first version. */
  readonly fields: readonly FieldChange[];
};

/** What each version of a case says differently from the one before it; in the order given, latest first. */
export function prepareVersions(versions: readonly StoredVersion[]): VersionView[] {
  return versions.map((row, place) => {
    const before = versions[place + 1];
    const { version, suiteVersion, postedAt, postedBy } = row;
    return {
      ...{ version, suiteVersion, postedAt, postedBy },
      kind: before ? (before.contentHash === row.contentHash ? "described" : "edited") : "first",
      fields: before ? changedFields(before.body, row.body) : [],
    };
  });
}

function changedFields(before: JsonObject, after: JsonObject): FieldChange[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((field) => {
    const [old, now] = [textOf(before[field]), textOf(after[field])];
    return old === now ? [] : [{ field, changes: diffWords(old, now) }];
  });
}

function textOf(value: JsonObject[string] | undefined): string {
  if (value === undefined || value === null) return "not said";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
