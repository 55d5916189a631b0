import { AppError } from "@/lib/errors";

const MAX_ID_LENGTH = 128;

/**
 * A trace id as it is stored: hex in lower case. Senders that write the 16 bytes in base64, against
 * the standard, are understood; any other text (some SDKs have ids of their own) is kept as it is.
 *
 * @throws AppError `invalid_input` when it is empty, all zeros, longer than 128 characters, or holds a NUL
 */
export function parseTraceId(sent: string, field: string): string {
  return parseId(sent, field, 32);
}

/** The same for a span id, whose standard form has 16 hex digits. */
export function parseSpanId(sent: string, field: string): string {
  return parseId(sent, field, 16);
}

function parseId(sent: string, field: string, hexDigits: number): string {
  const id = /^[0-9a-f]+$/i.test(sent)
    ? sent.toLowerCase()
    : (hexOfBase64(sent, hexDigits) ?? sent);
  const fault = faultOf(id);
  if (fault)
    throw new AppError("invalid_input", `${field} ${fault}`, { [field]: sent.slice(0, 200) });
  return id;
}

function faultOf(id: string): string | undefined {
  if (id === "") return "is missing";
  if (/^0+$/.test(id)) return "is all zeros, which means none";
  if (id.length > MAX_ID_LENGTH) return `is longer than ${MAX_ID_LENGTH} characters`;
  return id.includes("\0") || !id.isWellFormed() ? "holds a character that no id can" : undefined;
}

function hexOfBase64(sent: string, hexDigits: number): string | undefined {
  if (!/^[A-Za-z0-9+/]+={1,2}$/.test(sent)) return undefined;
  const hex = Buffer.from(sent, "base64").toString("hex");
  return hex.length === hexDigits ? hex : undefined;
}
