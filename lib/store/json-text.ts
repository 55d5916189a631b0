const [SPACE, QUOTE, BACKSLASH, TILDE] = [0x20, 0x22, 0x5c, 0x7e];
/** Going through longer texts here takes as long as handing them over does. */
const MAX_SHORT = 48;

/** What `JSON.stringify` makes of a text, sooner where it is short and plain: ids, names and keys. */
export function quoted(text: string): string {
  return text.length <= MAX_SHORT && isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
}

/**
 * A field with a comma in front, or nothing when the value is null: what follows the first field of an
 * object.
 */
export function fieldText(name: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return `,"${name}":${quoted(value)}`;
  return `,"${name}":${JSON.stringify(value)}`;
}

/** The fields of a record that are not null, as an object. */
export function saidFields(record: object): string {
  let text = "";
  for (const [name, value] of Object.entries(record)) text += fieldText(name, value);
  return `{${text.slice(1)}}`;
}
