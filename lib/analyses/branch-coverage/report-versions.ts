import type { BranchTally, PromptName } from "./report-facts";

type Asked = { readonly prompt: string | null; readonly promptVersion: string | null };

/** Whether two traces name the same version; both naming none is the same, one naming none is not. */
export function isSameVersion(a: PromptName, b: PromptName): boolean {
  return a.prompt === b.prompt && a.promptVersion === b.promptVersion;
}

/**
 * Whose evals count: the version that is asked for, else that of the latest production request of
 * each prompt; without production, that of the latest eval. By prompt.
 */
export function countedVersions(
  production: readonly BranchTally[],
  evals: readonly BranchTally[],
  { prompt, promptVersion }: Asked,
): PromptName[] {
  if (prompt !== null && promptVersion !== null) return [{ prompt, promptVersion }];
  const whole = production.filter(({ point }) => point === null);
  const rows = whole.length > 0 ? whole : evals.filter(({ point }) => point === null);
  const latest = new Map<string | null, BranchTally>();
  for (const row of rows) {
    const known = latest.get(row.prompt);
    if (!known || isLater(row, known)) latest.set(row.prompt, row);
  }
  return [...latest.values()]
    .map((row) => ({ prompt: row.prompt, promptVersion: row.promptVersion }))
    .sort((a, b) => ((a.prompt ?? "") < (b.prompt ?? "") ? -1 : 1));
}

function isLater(a: BranchTally, b: BranchTally): boolean {
  const order = a.lastAt.getTime() - b.lastAt.getTime();
  return order > 0 || (order === 0 && (a.promptVersion ?? "") > (b.promptVersion ?? ""));
}

/** Rows of the versions that count. */
export function ofVersions<Row extends PromptName>(
  rows: readonly Row[],
  versions: readonly PromptName[],
): Row[] {
  return rows.filter((row) => versions.some((version) => isSameVersion(version, row)));
}
