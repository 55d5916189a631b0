/** An answer, before it is one of the web's or Node's. */
export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
};

export function jsonAnswer(value: unknown, status = 200, headers: Answer["headers"] = {}): Answer {
  const body = JSON.stringify(value);
  return { status, headers: { "content-type": "application/json", ...headers }, body };
}

export function webResponse({ status, headers, body }: Answer): Response {
  // A copy, because bytes may be a view of a larger, shared buffer.
  return new Response(typeof body === "string" ? body : Uint8Array.from(body), { status, headers });
}
