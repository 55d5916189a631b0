/**
 * The key a client sent, in any of the ways that clients send one: a bearer token, Basic
 * authentication with the key as its password, or the headers `x-api-key` and `api_key`.
 * Undefined when there is none.
 */
export function keyOfRequest(headers: Pick<Headers, "get">): string | undefined {
  const [scheme = "", value = ""] = (headers.get("authorization") ?? "").trim().split(/\s+/, 2);
  if (/^bearer$/i.test(scheme) && value !== "") return value;
  if (/^basic$/i.test(scheme)) {
    const credentials = Buffer.from(value, "base64").toString("utf8");
    const password = credentials.slice(credentials.indexOf(":") + 1);
    if (password !== "") return password;
  }
  return headers.get("x-api-key") || headers.get("api_key") || undefined;
}
