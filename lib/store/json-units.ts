/** Shorter pieces cost less repeated than referred to. */
export const MIN_UNIT_LENGTH = 128;
const MAX_DEPTH = 64;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** What may be kept apart: the objects that lists hold (messages, definitions), or only long strings. */
export type UnitRule = "elements" | "strings";

/** Parts of a JSON text: start and end of each, in order, flat. */
export type JsonParts = {
  /** What is worth keeping once: long objects that are elements of a list, and long strings outside of these. */
  readonly units: readonly number[];
  /** Runs of eight objects in a list, counted from its beginning. A list that only grows keeps its runs. */
  readonly runs: readonly number[];
};

const NO_PARTS: JsonParts = { units: [], runs: [] };
const RUN_LENGTH = 8;

/** The parts of a JSON text; none when it is no JSON or nests deeper than 64. */
export function findParts(json: string, rule: UnitRule): JsonParts {
  const scan = new Scan(rule);
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(json, at);
      if (end < 0) return NO_PARTS;
      scan.string(at, end);
      at = end - 1;
    } else {
      scan.bracket(code, at);
    }
    if (scan.depth > MAX_DEPTH) return NO_PARTS;
  }
  return { units: scan.units, runs: runsOf(scan.elements) };
}

function runsOf(elements: readonly number[]): number[] {
  const runs: number[] = [];
  for (let at = 0; at + 2 * RUN_LENGTH <= elements.length; at += 2 * RUN_LENGTH) {
    runs.push(elements[at] ?? 0, elements[at + 2 * RUN_LENGTH - 1] ?? 0);
  }
  return runs;
}

const OUTSIDE = -1;

/** Where a reader of JSON is: in which lists and objects, and whether inside a part that is one unit. */
class Scan {
  readonly units: number[] = [];
  readonly elements: number[] = [];
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
    this.elements.push(this.#unitStart, end);
    this.#keep(this.#unitStart, end);
    this.#unitStart = OUTSIDE;
  }

  #keep(start: number, end: number): void {
    if (end - start >= MIN_UNIT_LENGTH) this.units.push(start, end);
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
