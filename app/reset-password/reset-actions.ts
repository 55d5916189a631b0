"use server";

import { isAPIError } from "better-auth/api";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { mayAttempt } from "@/lib/auth/attempts";
import { clientAddress } from "@/lib/auth/client-address";
import { config } from "@/lib/config";
import { db } from "@/lib/store/db";
import { foldEmail } from "@/lib/store/people";
import { auth } from "../auth";

const SENT = "If somebody has this address here, a link is on its way. It works for an hour.";

/** Mails a link; what is said does not tell who has an account. */
export async function askResetAction(_previous: string | null, form: FormData): Promise<string> {
  const parsed = z.email().max(320).safeParse(form.get("email"));
  if (!parsed.success) return "This is not an e-mail address.";
  const email = foldEmail(parsed.data);
  const sent = await headers();
  const attempt = { account: `reset ${email}`, address: clientAddress(sent) };
  if (!(await mayAttempt(db, attempt, new Date()))) return SENT;
  if (config.mail !== null) {
    await (await auth()).api.requestPasswordReset({ body: { email }, headers: sent });
  }
  return SENT;
}

/** Sets a password by a link that was mailed; says what is wrong. */
export async function chooseResetAction(
  token: string,
  _previous: string | null,
  form: FormData,
): Promise<string | null> {
  const body = {
    token: z.string().max(200).parse(token),
    newPassword: String(form.get("password")),
  };
  try {
    await (await auth()).api.resetPassword({ body, headers: await headers() });
  } catch (error) {
    if (!isAPIError(error)) throw error;
    return error.body?.code === "INVALID_TOKEN"
      ? "This link has been used or is older than an hour. Ask for a new one."
      : "The password needs 10 to 128 characters.";
  }
  redirect("/sign-in");
}
