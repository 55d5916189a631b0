import type { Json } from "@/lib/domain/span";

/** About what fits a screen. */
const LINES = 60;

/**
 * How many levels of a JSON tree to open at first: as many as show about a screenful of lines, and
 * at least the outermost.
 */
export function levelsToOpen(value: Json): number {
  let level: readonly Json[] = [value];
  let lines = 1;
  for (let levels = 0; ; levels += 1) {
    const below: Json[] = [];
    for (const node of level) {
      if (typeof node === "object" && node !== null) below.push(...Object.values(node));
    }
    lines += below.length;
    if (below.length === 0 || (lines > LINES && levels > 0)) return levels;
    level = below;
  }
}
