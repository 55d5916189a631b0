// "openai/gpt-4o", "models/gemini-2.5-pro", "us.anthropic.claude-…": who hosts it is not which it is.
const HOST_PREFIX =
  /^(?:[a-z0-9_.-]+\/)+|^(?:(?:us|eu|apac|global)\.)?(?:anthropic|meta|amazon|mistral|cohere)\./;
// -2024-08-06, -20241022, @20241022, -0613, -v1:0, -001, -latest
const SNAPSHOT_SUFFIX =
  /(?:[-@]\d{4}-\d{2}-\d{2}|[-@]\d{8}|-\d{4}|-\d{3}|-latest|-v\d+:\d+|@default)$/;

/**
 * The name of a model without host prefix and snapshot date, in lower case, for telling an alias
 * from another model: "openai/gpt-4o" and "gpt-4o-2024-08-06" are both "gpt-4o".
 */
export function foldedModelName(name: string): string {
  let folded = name.trim().toLowerCase().replace(HOST_PREFIX, "");
  for (;;) {
    const shorter = folded.replace(SNAPSHOT_SUFFIX, "");
    if (shorter === folded || shorter === "") return folded;
    folded = shorter;
  }
}

/** Whether a call was answered by another model than it asked for; false while either is unknown. */
export function isAnotherModel(requested: string | null, served: string | null): boolean {
  if (requested === null || served === null) return false;
  return foldedModelName(requested) !== foldedModelName(served);
}
