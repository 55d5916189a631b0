import type { Json } from "../span";

/** What somebody typed as a case's input or expectation: JSON where it is an object or a list, else text. */
export function contentOfText(text: string): Json {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The same the other way round, to be looked at and changed. */
export function textOfContent(content: Json): string {
  if (content === null) return "";
  return typeof content === "string" ? content : JSON.stringify(content, null, 2);
}
