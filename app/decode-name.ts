/** A name as it stands in an address. */
export function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A name with a bare percent sign, typed by hand: it is what it is.
    return text;
  }
}
