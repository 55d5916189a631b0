/**
 * Gives equal canonical values equal numbers. Two values have the same number only if they are
 * equal, unlike with hashes; numbers mean nothing outside one interner.
 *
 * Every number also has a hash that depends on the value alone, for orders and names that are to be
 * the same whichever run was read first.
 */
export class Interner {
  readonly #ids = new Map<string, number>();
  /** For each number its hash, or how to make it of the value. */
  readonly #hashes: (string | (() => string))[] = [];

  text(text: string): number {
    const key = `"${text}`;
    return this.#idOf(key, () => key);
  }

  /** Children in an order that matters. */
  list(ids: readonly number[], tag = "["): number {
    return this.#idOf(`${tag}${ids.join(",")}`, () => tag + ids.map((id) => this.hash(id)).join());
  }

  /** Keys in any order. */
  record(entries: readonly (readonly [string, number])[]): number {
    const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const names = sorted.map(([entry]) => `${entry.length}:${entry}`).join();
    return this.list(
      sorted.map(([, id]) => id),
      `{${names}=`,
    );
  }

  /** 14 hexadecimal digits or fewer, the same for equal values in every interner. */
  hash(id: number): string {
    const hash = this.#hashes[id] ?? "";
    if (typeof hash === "string") return hash;
    const made = hashText(hash());
    this.#hashes[id] = made;
    return made;
  }

  #idOf(key: string, content: () => string): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.#hashes.length;
    this.#ids.set(key, id);
    this.#hashes.push(content);
    return id;
  }
}

/** 53 bits of a text, in hexadecimal: two multiply-and-mix rounds, seeded apart. Not for secrets. */
export function hashText(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(16);
}
