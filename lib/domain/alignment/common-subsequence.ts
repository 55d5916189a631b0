/**
 * Length of the longest common subsequence, 32 positions of the first list at a time.
 * Time is the product of the lengths over 32.
 *
 * @see Hyyrö 2004, "Bit-parallel LCS-length computation revisited"
 */
export function commonSubsequenceLength<Item>(a: readonly Item[], b: readonly Item[]): number {
  const words = Math.ceil(a.length / 32);
  const matches = new Map<Item, Uint32Array>();
  for (const [position, item] of a.entries()) {
    const mask = matches.get(item) ?? new Uint32Array(words);
    mask[position >>> 5] = ((mask[position >>> 5] ?? 0) | (1 << (position & 31))) >>> 0;
    matches.set(item, mask);
  }
  const open = new Uint32Array(words).fill(0xffffffff);
  for (const item of b) {
    const mask = matches.get(item);
    if (mask) advance(open, mask);
  }
  return closedBits(open, a.length);
}

function advance(open: Uint32Array, mask: Uint32Array): void {
  let carry = 0;
  for (let word = 0; word < open.length; word += 1) {
    const bits = open[word] ?? 0;
    const hit = (bits & (mask[word] ?? 0)) >>> 0;
    const sum = bits + hit + carry;
    carry = sum > 0xffffffff ? 1 : 0;
    open[word] = (sum | (bits & ~(mask[word] ?? 0))) >>> 0;
  }
}

function closedBits(open: Uint32Array, length: number): number {
  let closed = 0;
  for (let position = 0; position < length; position += 1) {
    if ((((open[position >>> 5] ?? 0) >>> (position & 31)) & 1) === 0) closed += 1;
  }
  return closed;
}
