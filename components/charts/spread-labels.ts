/**
 * Where labels go so that none hides another: as near to where each belongs as `gap` allows, in the
 * order given. Positions run from 0 to 1.
 *
 * @param wanted ascending
 */
export function spreadLabels(wanted: readonly number[], gap: number): number[] {
  const placed: number[] = [];
  for (const at of wanted) placed.push(Math.max(at, (placed.at(-1) ?? -gap) + gap));
  // What was pushed over the end moves back, and the ones before it as far as they must.
  let limit = 1;
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    const at = Math.min(placed[i] ?? 0, limit);
    placed[i] = at;
    limit = at - gap;
  }
  return placed;
}
