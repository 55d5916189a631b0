import type { Metadata } from "next";
import Link from "next/link";
import signIn from "@/app/sign-in/sign-in.module.css";
import { findInvitation } from "@/lib/auth/invitations";
import { db } from "@/lib/store/db";
import { findProjectById } from "@/lib/store/projects";
import { findSignedIn } from "../require-session";
import { JoinForm } from "./join-form";

export const metadata: Metadata = { title: "Invitation", referrer: "no-referrer" };

export default async function InvitePage({ searchParams }: PageProps<"/invite">) {
  const { token } = await searchParams;
  const given = typeof token === "string" ? token : "";
  const [invitation, person] = await Promise.all([
    findInvitation(db, given, new Date()),
    findSignedIn(),
  ]);
  const project = invitation && (await findProjectById(db, invitation.projectId));
  if (!project || !invitation) {
    return (
      <main className={signIn["page"]}>
        <h1>Tidemark</h1>
        <p role="alert">
          This invitation has been used, withdrawn, or is older than a week. Ask for a new one.
        </p>
        <Link href="/">Go to your projects</Link>
      </main>
    );
  }
  return (
    <main className={signIn["page"]}>
      <h1>Join {project.name}</h1>
      <p>
        {invitation.invitedBy} invites you to be {invitation.role} of this project.
      </p>
      <JoinForm token={given} email={invitation.email} joinsAs={person?.email ?? null} />
    </main>
  );
}
