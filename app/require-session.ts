import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { isSignedIn } from "@/lib/auth/sign-in-links";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";

export const SESSION_COOKIE = "tidemark_session";

async function hasSession(): Promise<boolean> {
  const session = (await cookies()).get(SESSION_COOKIE)?.value;
  return session !== undefined && (await isSignedIn(db, session, new Date()));
}

/** For pages and actions: whoever is not signed in is sent to the sign-in page. */
export async function requireSession(): Promise<void> {
  if (!(await hasSession())) redirect("/sign-in");
}

/**
 * For route handlers that the pages call.
 *
 * @throws AppError `unauthorized` when nobody is signed in
 */
export async function requireSessionForRoute(): Promise<void> {
  if (!(await hasSession())) throw new AppError("unauthorized", "Sign in first.");
}
