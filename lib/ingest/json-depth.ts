/** Values nested deeper than this are refused: they would exhaust the stack of whoever reads them. */
export const MAX_DEPTH = 100;

/** Whether a JSON value is nested deeper than `MAX_DEPTH`. Walks without recursion. */
export function isTooDeep(value: unknown): boolean {
  const pending: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (typeof next.value !== "object" || next.value === null) continue;
    if (next.depth > MAX_DEPTH) return true;
    for (const part of Object.values(next.value)) {
      if (typeof part === "object") pending.push({ value: part, depth: next.depth + 1 });
    }
  }
  return false;
}
