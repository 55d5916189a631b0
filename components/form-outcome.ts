/** What became of a form: kept, or what is wrong by field; null before it was sent. */
export type FormOutcome =
  | { readonly isKept: true }
  | { readonly faults: Readonly<Record<string, readonly string[]>> }
  | null;
