"use server";

import { isAPIError } from "better-auth/api";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { forgetAttempts, mayAttempt } from "@/lib/auth/attempts";
import { clientAddress } from "@/lib/auth/client-address";
import { db } from "@/lib/store/db";
import { foldEmail } from "@/lib/store/people";
import { auth } from "../auth";

/** Why nobody was signed in, and as whom they tried. */
export type RefusedSignIn = { readonly message: string; readonly email: string };

const MAX_EMAIL_LENGTH = 320;

/** Signs in by e-mail and password. What is wrong is not told apart, so that nobody learns who has an account. */
export async function signInAction(
  _previous: RefusedSignIn | null,
  form: FormData,
): Promise<RefusedSignIn | null> {
  const email = foldEmail(textOf(form, "email")).slice(0, MAX_EMAIL_LENGTH);
  const sent = await headers();
  const attempt = { account: email, address: clientAddress(sent) };
  if (!(await mayAttempt(db, attempt, new Date()))) {
    return { message: "Too many attempts. Wait a quarter of an hour and try again.", email };
  }
  try {
    const body = { email, password: textOf(form, "password") };
    await (await auth()).api.signInEmail({ body, headers: sent });
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return { message: "This e-mail and password do not belong together.", email };
  }
  await forgetAttempts(db, email);
  redirect("/");
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
