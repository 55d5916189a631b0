"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { actingOnServer, audited, noteDone } from "@/app/audited";
import { requireSession } from "@/app/require-session";
import { forgetAttempts, mayAttempt } from "@/lib/auth/attempts";
import {
  isPassword,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  setPassword,
} from "@/lib/auth/passwords";
import { db } from "@/lib/store/db";
import { findPasswordHash, findPerson, savePerson } from "@/lib/store/people";
import { endOtherSessions, endSession } from "@/lib/store/person-sessions";

export type AccountOutcome = "saved" | { readonly fault: string } | null;

const profile = z.object({
  name: z.string().trim().min(1, "Say how you are called").max(100, "The name is too long"),
  email: z.email("This is not an e-mail address").max(320),
});

const newPassword = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `The password needs at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `The password may have at most ${MAX_PASSWORD_LENGTH} characters`);

const fault = (error: z.ZodError) => ({ fault: error.issues[0]?.message ?? "This does not fit" });

/** Changes how whoever is signed in is called and reached. */
export async function saveProfileAction(
  _previous: AccountOutcome,
  form: FormData,
): Promise<AccountOutcome> {
  const person = await requireSession();
  const parsed = profile.safeParse({ name: form.get("name"), email: form.get("email") });
  if (!parsed.success) return fault(parsed.error);
  const change = {
    action: "profile.save",
    subject: person.id,
    load: () => findPerson(db, person.id),
  };
  const isKept = await audited(actingOnServer(person), change, () =>
    savePerson(db, person.id, parsed.data),
  );
  if (!isKept) {
    return { fault: "Somebody else has this e-mail address" };
  }
  revalidatePath("/", "layout");
  return "saved";
}

/** Sets a password and ends all other sessions. Where there is one already, it has to be known. */
export async function savePasswordAction(
  _previous: AccountOutcome,
  form: FormData,
): Promise<AccountOutcome> {
  const person = await requireSession();
  const parsed = newPassword.safeParse(form.get("password"));
  if (!parsed.success) return fault(parsed.error);
  if ((await findPasswordHash(db, person.id)) !== null) {
    const attempt = { account: person.email, address: null };
    if (!(await mayAttempt(db, attempt, new Date()))) {
      return { fault: "Too many attempts. Wait a quarter of an hour and try again." };
    }
    if (!(await isPassword(db, person.id, String(form.get("current") ?? "")))) {
      return { fault: "This is not the password as it is" };
    }
    await forgetAttempts(db, person.email);
  }
  await setPassword(db, person.id, parsed.data);
  await endOtherSessions(db, person.id, person.sessionId);
  await noteDone(actingOnServer(person), { action: "password.set", subject: person.email });
  revalidatePath("/account");
  return "saved";
}

/** Ends a session of whoever is signed in; the one that asks too. */
export async function endSessionAction(id: string): Promise<void> {
  const person = await requireSession();
  await endSession(db, person.id, z.string().max(100).parse(id));
  await noteDone(actingOnServer(person), { action: "session.end", subject: person.email });
  if (id === person.sessionId) redirect("/sign-in");
  revalidatePath("/account");
}
