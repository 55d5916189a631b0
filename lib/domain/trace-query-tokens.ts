/** A value as written. Quoted values mean exactly what they say; in others `*` is any run of characters. */
export type QueryValue = { readonly text: string; readonly isQuoted: boolean };

/** A piece of a query between spaces. */
export type QueryToken = {
  /**
   * Without its colon, up to its first dot in lower case; null for free text. What follows the dot
   * may have stood in quotation marks and is as written: names that people gave.
   */
  readonly key: string | null;
  /** What commas separate; free text is always one value. */
  readonly values: readonly QueryValue[];
  readonly isNegated: boolean;
  readonly isUnclosed: boolean;
  /** The piece as typed, and where it stands in the text: `end` is after its last character. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
};

const SPACE = /\s/;
const KEY = /^([a-z][\w-]*)(?:\.(?:"((?:[^"\\]|\\.)*)"|([\w.-]*)))?:/i;
/** Names have at most 200 characters, and each may need a backslash. */
const MAX_KEY = 500;

/** Cuts a query into its pieces. Every character but the spaces between pieces is in exactly one. */
export function tokenizeQuery(text: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (SPACE.test(text.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readTokenAt(text, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readTokenAt(text: string, start: number): QueryToken {
  const isNegated = text.charAt(start) === "-" && /[^\s-]/.test(text.charAt(start + 1));
  const bodyStart = isNegated ? start + 1 : start;
  const key = KEY.exec(text.slice(bodyStart, bodyStart + MAX_KEY));
  const { values, end, isUnclosed } = readValues(
    text,
    bodyStart + (key?.[0].length ?? 0),
    key !== null,
  );
  return {
    key: key === null ? null : keyOf(key),
    values,
    isNegated,
    isUnclosed,
    raw: text.slice(start, end),
    start,
    end,
  };
}

function keyOf([, field = "", quoted, plain]: RegExpExecArray): string {
  const name = quoted?.replace(/\\(.)/g, "$1") ?? plain;
  return name === undefined ? field.toLowerCase() : `${field.toLowerCase()}.${name}`;
}

type Values = { values: QueryValue[]; end: number; isUnclosed: boolean };

function readValues(text: string, start: number, isList: boolean): Values {
  const values: QueryValue[] = [];
  let at = start;
  for (;;) {
    const { value, end, isUnclosed } =
      text.charAt(at) === '"' ? readQuoted(text, at) : readBare(text, at, isList);
    values.push(value);
    if (!isList || text.charAt(end) !== ",") return { values, end, isUnclosed };
    at = end + 1;
  }
}

function readBare(text: string, start: number, isList: boolean) {
  let end = start;
  while (end < text.length && !SPACE.test(text.charAt(end))) {
    if (isList && text.charAt(end) === ",") break;
    end += 1;
  }
  return { value: { text: text.slice(start, end), isQuoted: false }, end, isUnclosed: false };
}

function readQuoted(text: string, start: number) {
  let value = "";
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') {
    if (text.charAt(at) === "\\" && at + 1 < text.length) at += 1;
    value += text.charAt(at);
    at += 1;
  }
  const isUnclosed = at >= text.length;
  return {
    value: { text: value, isQuoted: true },
    end: isUnclosed ? text.length : at + 1,
    isUnclosed,
  };
}
