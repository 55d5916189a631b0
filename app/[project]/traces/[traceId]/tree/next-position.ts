/**
 * The nearest of `among` after or before `from`, going round at the ends; undefined when there is
 * none at all.
 *
 * @param among ascending
 */
export function nextPosition(
  among: readonly number[],
  from: number,
  direction: "forward" | "back",
): number | undefined {
  return direction === "forward"
    ? (among.find((position) => position > from) ?? among[0])
    : (among.findLast((position) => position < from) ?? among.at(-1));
}
