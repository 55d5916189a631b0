"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { mayAttempt } from "@/lib/auth/attempts";
import { clientAddress } from "@/lib/auth/client-address";
import { acceptInvitation, findInvitation } from "@/lib/auth/invitations";
import {
  isPassword,
  MAX_PASSWORD_LENGTH,
  MIN_PASSWORD_LENGTH,
  setPassword,
} from "@/lib/auth/passwords";
import { AppError } from "@/lib/errors";
import { db } from "@/lib/store/db";
import { findOrCreatePerson, findPersonByEmail, type Person } from "@/lib/store/people";
import { findProjectById } from "@/lib/store/projects";
import { noteDone } from "../audited";
import { auth } from "../auth";
import { findSignedIn } from "../require-session";

const newcomer = z.object({
  name: z.string().trim().max(100, "The name is too long"),
  email: z.email("This is not an e-mail address").max(320),
  password: z
    .string()
    .min(MIN_PASSWORD_LENGTH, `The password needs at least ${MIN_PASSWORD_LENGTH} characters`)
    .max(MAX_PASSWORD_LENGTH, `The password may have at most ${MAX_PASSWORD_LENGTH} characters`),
});

/** Joins the project of an invitation, with a new account where there is none; or says what is wrong. */
export async function joinAction(
  token: string,
  _previous: string | null,
  form: FormData,
): Promise<string | null> {
  const now = new Date();
  const invitation = await findInvitation(db, z.string().max(200).parse(token), now);
  if (!invitation) return "This invitation has been used or withdrawn. Ask for a new one.";
  const signedIn = await findSignedIn();
  const person = signedIn ?? (await recognise(form, invitation.email));
  if (typeof person === "string") return person;
  try {
    await acceptInvitation(db, invitation, person, now);
    const actor = { kind: "person", id: person.id, name: person.name } as const;
    const acting = { projectId: invitation.projectId, actor };
    const after = { email: person.email, role: invitation.role };
    await noteDone(acting, { action: "invitation.accept", subject: person.email }, after);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
  if (!signedIn) {
    const body = { personId: person.id };
    await (await auth()).api.signInTrusted({ body, headers: await headers() });
  }
  const project = await findProjectById(db, invitation.projectId);
  redirect(project ? `/${project.slug}/traces` : "/");
}

/** Who fills the form in: somebody with an account and its password, or somebody new. */
async function recognise(form: FormData, invited: string | null): Promise<Person | string> {
  const parsed = newcomer.safeParse({
    name: form.get("name") ?? "",
    email: invited ?? form.get("email"),
    password: form.get("password"),
  });
  if (!parsed.success) return parsed.error.issues[0]?.message ?? "This does not fit";
  const { email, password } = parsed.data;
  const attempt = { account: email.toLowerCase(), address: clientAddress(await headers()) };
  if (!(await mayAttempt(db, attempt, new Date()))) {
    return "Too many attempts. Wait a quarter of an hour and try again.";
  }
  const known = await findPersonByEmail(db, email);
  if (known) {
    return (await isPassword(db, known.id, password))
      ? known
      : "There is an account with this e-mail address, and this is not its password.";
  }
  const name = parsed.data.name || (email.split("@", 1)[0] ?? email);
  const person = await findOrCreatePerson(db, { name, email });
  await setPassword(db, person.id, password);
  return person;
}
