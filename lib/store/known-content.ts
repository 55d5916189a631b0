const MAX_RECENT = 60_000;
/** Nothing is known for longer than this, so that content can be removed once that time has passed. */
export const KNOWN_CONTENT_MS = 600_000;

/**
 * Content that is stored already and marked as seen today, so that it need not be sent again. It
 * forgets the longest unused half when full, and everything when the day changes and every ten minutes.
 */
export class KnownContent {
  #day = "";
  #since = Number.NEGATIVE_INFINITY;
  #recent = new Set<string>();
  #older = new Set<string>();

  has(projectId: number, hash: string, day: string): boolean {
    this.#turn(day);
    const name = `${projectId} ${hash}`;
    if (this.#recent.has(name)) return true;
    if (!this.#older.has(name)) return false;
    this.#remember(name);
    return true;
  }

  add(projectId: number, hash: string, day: string): void {
    this.#turn(day);
    this.#remember(`${projectId} ${hash}`);
  }

  #remember(name: string): void {
    if (this.#recent.size >= MAX_RECENT) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    this.#recent.add(name);
  }

  #turn(day: string): void {
    const now = performance.now();
    if (day === this.#day && now - this.#since < KNOWN_CONTENT_MS) return;
    this.#day = day;
    this.#since = now;
    this.#recent = new Set();
    this.#older = new Set();
  }
}
