import { createHash, randomBytes } from "node:crypto";

/** A secret too long to guess, fit for an address or a cookie. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a token, so that a stolen database opens nothing. */
export function tokenHash(token: string): Buffer<ArrayBuffer> {
  return createHash("sha256").update(token).digest();
}
