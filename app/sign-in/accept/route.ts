import { auth } from "@/app/auth";
import { spendSignInLink } from "@/lib/auth/sign-in-links";
import { db } from "@/lib/store/db";
import { findOrCreateOwner } from "@/lib/store/people";

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

/**
 * Uses up a one-time link and signs the organisation's owner in, who is made by the first one. A
 * POST, so that whatever merely previews the link does not spend it.
 */
export async function POST(request: Request): Promise<Response> {
  const token = (await request.formData()).get("token");
  const refusal = await spendSignInLink(db, typeof token === "string" ? token : "", new Date());
  if (refusal !== null) return seeOther(`/sign-in?reason=${refusal}`);
  const { id } = await findOrCreateOwner(db);
  await (await auth()).api.signInTrusted({ body: { personId: id }, headers: request.headers });
  return seeOther("/");
}
