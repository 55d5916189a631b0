import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { findPerson, type Person } from "@/lib/store/people";
import { auth } from "./auth";

/** Somebody who is signed in, and by which session. */
export type SignedIn = Person & { readonly sessionId: string };

/** Who is signed in with the browser that asks; asked once a request. */
const findSignedIn = cache(async (): Promise<SignedIn | null> => {
  const found = await (await auth()).api.getSession({ headers: await headers() });
  const person = found && (await findPerson(db, found.user.id));
  return found && person ? { ...person, sessionId: found.session.id } : null;
});

/** For pages and actions: whoever is not signed in is sent to the sign-in page. */
export async function requireSession(): Promise<SignedIn> {
  return (await findSignedIn()) ?? redirect("/sign-in");
}

/** For the sign-in page and pages that anybody may see. */
export { findSignedIn };

/**
 * For route handlers that the pages call.
 *
 * @throws AppError `unauthorized` when nobody is signed in
 */
export async function requireSessionForRoute(): Promise<SignedIn> {
  const person = await findSignedIn();
  if (!person) throw new AppError("unauthorized", "Sign in first.");
  return person;
}
