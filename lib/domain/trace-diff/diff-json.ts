import type { Json } from "../span";
import { jsonLeaves, scalarSimilarity } from "./json-leaves";
import type { JsonChange } from "./step-detail";
import type { VolatilePaths } from "./volatile-paths";

/** The leaves that differ, in A's order, then those that only B has. */
export function diffJson(a: Json, b: Json, root: string, paths: VolatilePaths): JsonChange[] {
  const left = jsonLeaves(a, root, paths);
  const right = jsonLeaves(b, root, paths);
  const changes: JsonChange[] = [];
  for (const [pointer, { value }] of left) {
    const other = right.get(pointer);
    if (other === undefined) changes.push({ pointer, change: "removed", a: value, b: null });
    else if (scalarSimilarity(value, other.value) !== 1) {
      changes.push({ pointer, change: "changed", a: value, b: other.value });
    }
  }
  for (const [pointer, { value }] of right) {
    if (!left.has(pointer)) changes.push({ pointer, change: "added", a: null, b: value });
  }
  return changes;
}
