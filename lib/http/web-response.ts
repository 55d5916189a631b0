/** What an answer says, for a handler that the app's routes and Node's server share. */
export function webResponse(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
}): Response {
  const { status, headers, body } = answer;
  // A copy, because bytes may be a view of a larger, shared buffer.
  return new Response(typeof body === "string" ? body : Uint8Array.from(body), { status, headers });
}
