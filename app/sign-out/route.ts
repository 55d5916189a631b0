import { cookies } from "next/headers";
import { SESSION_COOKIE } from "@/app/require-session";
import { endSession } from "@/lib/auth/sign-in-links";
import { db } from "@/lib/store/db";

/** Ends the session of the browser that asks. */
export async function POST(): Promise<Response> {
  const session = (await cookies()).get(SESSION_COOKIE)?.value;
  if (session !== undefined) await endSession(db, session);
  return new Response(null, {
    status: 303,
    headers: { location: "/sign-in", "set-cookie": `${SESSION_COOKIE}=; Path=/; Max-Age=0` },
  });
}
