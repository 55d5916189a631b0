/**
 * Whether a whole text fits a pattern in which `*` stands for any run of characters and `?` for any
 * one; everything else for itself, in upper or lower case. Takes time in proportion to both lengths
 * at worst, whatever the pattern.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let next = 0;
  // Where the last star was, and how far it reaches so far.
  let star = -1;
  let reach = 0;
  while (at < given.length) {
    const sign = wanted[next];
    if (sign === "*") {
      star = next;
      reach = at;
      next += 1;
    } else if (sign === "?" || (sign !== undefined && sign === given[at])) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      reach += 1;
      at = reach;
      next = star + 1;
    } else return false;
  }
  while (wanted[next] === "*") next += 1;
  return next === wanted.length;
}
