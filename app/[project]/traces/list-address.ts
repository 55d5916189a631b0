/**
 * An address's query string with some parameters changed; null takes one out. Whatever changes what
 * is listed starts again at the first page, unless the cursor itself is among the changes.
 */
export function changedSearch(
  search: string,
  changes: Readonly<Record<string, string | null>>,
): string {
  const params = new URLSearchParams(search);
  params.delete("cursor");
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === "") params.delete(name);
    else params.set(name, value);
  }
  const text = params.toString();
  return text === "" ? "?" : `?${text}`;
}

/** A page's parameters as a query string; of a repeated one the first counts. */
export function searchOf(params: Readonly<Record<string, string | string[] | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== "") search.set(name, first);
  }
  return search.toString();
}
