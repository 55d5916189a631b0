import { createAuth } from "@/lib/auth/create-auth";
import { createSignInLink } from "@/lib/auth/sign-in-links";
import type { Database } from "@/lib/store/database";
import type { RunningApp } from "./running-app";

type Served = Pick<RunningApp, "db" | "address">;

/** Opens a one-time link as a browser does; returns the `cookie` header of the owner's session. */
export async function ownerCookie({ db, address }: Served): Promise<string> {
  const token = await createSignInLink(db, new Date());
  const body = new URLSearchParams({ token });
  const answer = await fetch(`${address}/sign-in/accept`, {
    method: "POST",
    body,
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`sign-in was answered ${answer.status}`);
  return cookieOf(answer.headers);
}

/** The `cookie` header of a session of any person, opened beside the server on its database. */
export async function personCookie(db: Database, personId: string): Promise<string> {
  const settings = { publicUrl: "http://127.0.0.1", sendReset: null, oidc: null };
  const auth = await createAuth(db, settings, []);
  const { headers } = await auth.api.signInTrusted({
    body: { personId },
    headers: new Headers(),
    returnHeaders: true,
  });
  return cookieOf(headers);
}

/** What a browser sends back of the cookies it was given. */
export function cookieOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0] ?? "")
    .join("; ");
}
