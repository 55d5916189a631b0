import type { Json } from "./span";

/**
 * Every string inside a JSON value, keys left out, joined by line breaks: what a person could have
 * read in it. Strings that hold JSON themselves are taken as they are.
 */
export function textOf(value: Json): string {
  const texts: string[] = [];
  const pending: Json[] = [value];
  while (pending.length > 0) {
    const next = pending.pop();
    if (typeof next === "string") texts.push(next);
    else if (typeof next === "number" || typeof next === "boolean") texts.push(String(next));
    else if (next) pending.push(...Object.values(next).reverse());
  }
  return texts.join("\n");
}
