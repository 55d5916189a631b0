/** Shorter pieces cost less repeated than referred to. */
export const MIN_UNIT_LENGTH = 128;
const MAX_DEPTH = 64;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What may be kept apart: the objects that lists hold (messages, definitions), or only long strings. */
export type UnitRule = "elements" | "strings";

/**
 * Start and end of each part of a JSON text that is worth keeping once, in order, flat: objects that
 * are elements of a list, and long strings outside of these. None when the text is no JSON or nests
 * deeper than 64.
 */
export function unitRanges(json: string, rule: UnitRule): number[] {
  const scan = new Scan(rule);
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(json, at);
      if (end < 0) return [];
      scan.string(at, end);
      at = end - 1;
    } else {
      scan.bracket(code, at);
    }
    if (scan.depth > MAX_DEPTH) return [];
  }
  return scan.ranges;
}

const OUTSIDE = -1;

/** Where a reader of JSON is: in which lists and objects, and whether inside a part that is one unit. */
class Scan {
  readonly ranges: number[] = [];
  readonly #isList: boolean[] = [];
  #unitStart = OUTSIDE;
  #unitDepth = 0;

  constructor(readonly rule: UnitRule) {}

  get depth(): number {
    return this.#isList.length;
  }

  string(start: number, end: number): void {
    if (this.#unitStart === OUTSIDE) this.#keep(start, end);
  }

  /** Takes note of a character outside of strings. */
  bracket(code: number, at: number): void {
    if (code === OPEN_OBJECT || code === OPEN_LIST) this.#open(code === OPEN_LIST, at);
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) this.#close(at + 1);
  }

  #open(isList: boolean, at: number): void {
    const isElement = !isList && this.#isList.at(-1) === true;
    if (isElement && this.rule === "elements" && this.#unitStart === OUTSIDE) {
      this.#unitStart = at;
      this.#unitDepth = this.depth;
    }
    this.#isList.push(isList);
  }

  #close(end: number): void {
    this.#isList.pop();
    if (this.#unitStart === OUTSIDE || this.depth !== this.#unitDepth) return;
    this.#keep(this.#unitStart, end);
    this.#unitStart = OUTSIDE;
  }

  #keep(start: number, end: number): void {
    if (end - start >= MIN_UNIT_LENGTH) this.ranges.push(start, end);
  }
}

/** Just behind the closing quote; -1 when there is none. */
function endOfString(json: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = json.indexOf('"', from);
    if (quote < 0) return -1;
    let backslashes = 0;
    while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}
