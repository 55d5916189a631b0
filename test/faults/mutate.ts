/** Whole numbers from 0 to below a bound; the same seed gives the same ones. */
export type Random = (bound: number) => number;

/** @see Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8 (14), 2003 */
export function randomOf(seed: number): Random {
  // Seeds that are neighbours begin far apart.
  let state = Math.imul(seed, 2_654_435_761) | 1;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, bound);
  };
}

/** A body as a broken sender or line might leave it: bytes changed, lost, repeated, put in or mixed up. */
export function mutate(body: Buffer, other: Buffer, random: Random): Buffer {
  const times = 1 + random(2);
  let mutated = body;
  for (let time = 0; time < times; time += 1) {
    const change = CHANGES[random(CHANGES.length)] ?? flip;
    mutated = change(mutated, random, other);
  }
  return mutated;
}

type Change = (body: Buffer, random: Random, other: Buffer) => Buffer;

const CHANGES: readonly Change[] = [
  flip,
  flip,
  flip,
  (body, random) => body.subarray(0, random(body.length)),
  // Lost
  (body, random) => {
    const [start, end] = rangeOf(body, random);
    return Buffer.concat([body.subarray(0, start), body.subarray(end)]);
  },
  // Repeated
  (body, random) => {
    const [start, end] = rangeOf(body, random);
    return Buffer.concat([body.subarray(0, end), body.subarray(start)]);
  },
  // Put in
  (body, random) => {
    const at = random(body.length);
    const put = Buffer.from(Array.from({ length: 1 + random(12) }, () => random(256)));
    return Buffer.concat([body.subarray(0, at), put, body.subarray(at)]);
  },
  // Of two bodies
  (body, random, other) =>
    Buffer.concat([body.subarray(0, random(body.length)), other.subarray(random(other.length))]),
];

function flip(body: Buffer, random: Random): Buffer {
  const flipped = Buffer.from(body);
  for (let count = 1 + random(4); count > 0 && flipped.length > 0; count -= 1) {
    const at = random(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random(8));
  }
  return flipped;
}

function rangeOf(body: Buffer, random: Random): [number, number] {
  const start = random(body.length);
  return [start, start + random(Math.min(200, body.length - start + 1))];
}
