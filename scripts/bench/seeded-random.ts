export type Random = {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  word(): string;
};

/**
 * The same numbers for the same seed on every machine.
 *
 * @see Vigna, "Further scramblings of Marsaglia's xorshift generators", for why plain xorshift does here
 */
export function randomFrom(seed: number): Random {
  let state = seed | 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("There is nothing to pick from");
      return item;
    },
    word: () => below(36 ** 6).toString(36),
  };
}
