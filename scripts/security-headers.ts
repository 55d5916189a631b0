import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Responder } from "./serve";

const ALWAYS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=()",
};
const A_YEAR = "max-age=31536000";

/**
 * Gives every answer the headers that keep a browser from doing what a page did not mean, and each
 * page a nonce of its own, without which no script runs: what models and tools wrote is text whatever
 * is in it. Next.js takes the nonce from the request's header.
 */
export function securityHeaders(publicUrl: string): Responder {
  const isHttps = publicUrl.startsWith("https:");
  return async (request, response) => {
    for (const [name, value] of Object.entries(ALWAYS)) response.setHeader(name, value);
    if (isHttps) response.setHeader("strict-transport-security", A_YEAR);
    const nonce = randomBytes(16).toString("base64");
    const policy = policyWith(nonce);
    response.setHeader("content-security-policy", policy);
    request.headers["content-security-policy"] = policy;
    request.headers["x-nonce"] = nonce;
    return refuseForged(request, response);
  };
}

/** Inline style attributes place bars and dots; they can read nothing and send nothing. */
function policyWith(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Browsers say when another site's page sends a request. Cookies are not sent along with those that
 * change something, and what comes with one all the same is refused.
 */
function refuseForged({ method, headers }: IncomingMessage, response: ServerResponse): boolean {
  const isForged =
    headers["sec-fetch-site"] === "cross-site" &&
    headers.cookie !== undefined &&
    !READS.has(method ?? "GET");
  if (isForged) {
    response.writeHead(403, { "content-type": "application/json" });
    response.end('{"error":{"code":"forbidden","message":"Sent by a page of another site."}}');
  }
  return isForged;
}
