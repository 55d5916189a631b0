/*
 * Columns of rows that wait for their commit, as bytes outside of JavaScript's heap: as strings they
 * would be moved about by the garbage collector, again and again, and be left lying around after.
 */

/** A text in UTF-8, from `start` to `end` of some bytes. */
export type StoredText = {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
};

/** Keeps a text somewhere. */
export type KeepText = (text: string) => StoredText;

/** By itself, for as long as somebody refers to it. */
export function keepText(text: string): StoredText {
  const bytes = Buffer.from(text);
  return { bytes, start: 0, end: bytes.length };
}

export const byteLength = ({ start, end }: StoredText) => end - start;

const PAGE_BYTES = 256 * 1024;
const MAX_FREE_PAGES = 48;
const MAX_BYTES_A_UNIT = 3;

type Page = { readonly bytes: Buffer; end: number; users: number };

/** The page that is being filled, by all who keep texts. */
let openPage: Page | undefined;
const freePages: Page[] = [];

/** Texts of one request, on pages that it shares with others and that are used again and again. */
export class TextPages {
  readonly #pages = new Set<Page>();

  readonly keep: KeepText = (text) => {
    const mostBytes = text.length * MAX_BYTES_A_UNIT;
    if (mostBytes > PAGE_BYTES) return keepText(text);
    const page = pageWithRoom(mostBytes);
    if (!this.#pages.has(page)) {
      this.#pages.add(page);
      page.users += 1;
    }
    const start = page.end;
    page.end += page.bytes.write(text, start);
    return { bytes: page.bytes, start, end: page.end };
  };

  /** To be called when nobody reads these texts any more. */
  release(): void {
    for (const page of this.#pages) {
      page.users -= 1;
      if (page.users === 0) putBack(page);
    }
    this.#pages.clear();
  }
}

function pageWithRoom(bytes: number): Page {
  if (openPage && PAGE_BYTES - openPage.end >= bytes) return openPage;
  openPage = freePages.pop() ?? { bytes: Buffer.allocUnsafeSlow(PAGE_BYTES), end: 0, users: 0 };
  return openPage;
}

function putBack(page: Page): void {
  page.end = 0;
  if (page !== openPage && freePages.length < MAX_FREE_PAGES) freePages.push(page);
}
