import { auth } from "@/app/auth";
import { spendSignInLink } from "@/lib/auth/sign-in-links";
import { readBody } from "@/lib/http/read-body";
import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";
import { findOrCreateOwner } from "@/lib/store/people";

/** A form with a token in it. */
const MAX_BYTES = 16_384;

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

/**
 * Uses up a one-time link and signs the organisation's owner in, who is made by the first one. A
 * POST, so that whatever merely previews the link does not spend it.
 */
export const POST = route(async (request: Request): Promise<Response> => {
  const { body } = await readBody(request, MAX_BYTES);
  const token = new URLSearchParams(body.toString("utf8")).get("token") ?? "";
  const refusal = await spendSignInLink(db, token, new Date());
  if (refusal !== null) return seeOther(`/sign-in?reason=${refusal}`);
  const { id } = await findOrCreateOwner(db);
  await (await auth()).api.signInTrusted({ body: { personId: id }, headers: request.headers });
  return seeOther("/");
});
