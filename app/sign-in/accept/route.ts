import { SESSION_COOKIE } from "@/app/require-session";
import { acceptSignInLink, SESSION_LIFETIME_MS } from "@/lib/auth/sign-in-links";
import { db } from "@/lib/store/db";

const seeOther = (location: string, headers: Record<string, string> = {}) =>
  new Response(null, {
    status: 303,
    headers: { location, "cache-control": "no-store", ...headers },
  });

/** Uses up a one-time link. A POST, so that whatever merely previews the link does not spend it. */
export async function POST(request: Request): Promise<Response> {
  const token = (await request.formData()).get("token");
  const outcome = await acceptSignInLink(db, typeof token === "string" ? token : "", new Date());
  if ("refused" in outcome) return seeOther(`/sign-in?reason=${outcome.refused}`);
  return seeOther("/", {
    "set-cookie": [
      `${SESSION_COOKIE}=${outcome.session}`,
      "Path=/",
      "HttpOnly",
      "SameSite=Lax",
      `Max-Age=${SESSION_LIFETIME_MS / 1_000}`,
      ...(request.headers.get("x-forwarded-proto") === "https" ? ["Secure"] : []),
    ].join("; "),
  });
}
