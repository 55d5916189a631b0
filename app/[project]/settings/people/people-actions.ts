"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { actingIn, audited, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { createInvitation } from "@/lib/auth/invitations";
import { config } from "@/lib/config";
import { isAtLeast, ROLES } from "@/lib/domain/role";
import { db } from "@/lib/store/db";
import { deleteInvitation } from "@/lib/store/invitations";
import {
  deleteMembership,
  listMembers,
  type Member,
  saveMembership,
} from "@/lib/store/memberships";

/** The link that was made, for the one time that it is known; or in words what is wrong. */
export type InviteOutcome =
  | { readonly link: string; readonly for: string | null }
  | { readonly fault: string }
  | null;

const wish = z.object({
  email: z.union([z.literal("").transform(() => null), z.email("This is not an e-mail address")]),
  role: z.enum(ROLES, "Choose a role"),
});
const personId = z.string().min(1).max(100);

const AS_THEY_ARE = "Only an owner can make owners, and change what owners are";

export async function inviteAction(
  slug: string,
  _previous: InviteOutcome,
  form: FormData,
): Promise<InviteOutcome> {
  const project = await requireProject(slug, "admin");
  const parsed = wish.safeParse({ email: form.get("email") ?? "", role: form.get("role") });
  if (!parsed.success) return { fault: parsed.error.issues[0]?.message ?? "This does not fit" };
  const { email, role } = parsed.data;
  if (!isAtLeast(project.role, role)) return { fault: AS_THEY_ARE };
  const invited = { projectId: project.id, email, role, invitedBy: project.person.name };
  const { token } = await createInvitation(db, invited, new Date());
  const subject = email ?? "whoever has the link";
  await noteDone(actingIn(project), { action: "invitation.make", subject }, { email, role });
  revalidatePath(`/${slug}/settings/people`);
  return { link: `${config.publicUrl}/invite?token=${token}`, for: email };
}

/** Changes what somebody is in the project; says what is wrong, or null. */
export async function changeRoleAction(
  slug: string,
  id: string,
  wanted: string,
): Promise<string | null> {
  const project = await requireProject(slug, "admin");
  const role = z.enum(ROLES).parse(wanted);
  const member = await findMember(project.id, id);
  if (!member) return "They are not in this project any more";
  if (!isAtLeast(project.role, role) || !isAtLeast(project.role, member.role)) return AS_THEY_ARE;
  await audited(actingIn(project), memberChange(project.id, member, "member.role"), () =>
    saveMembership(db, project.id, member.id, role),
  );
  revalidatePath(`/${slug}/settings/people`);
  return null;
}

/** Takes somebody out of the project; says what is wrong, or null. */
export async function removeMemberAction(slug: string, id: string): Promise<string | null> {
  const project = await requireProject(slug, "admin");
  const member = await findMember(project.id, id);
  if (!member) return null;
  if (!isAtLeast(project.role, member.role)) return AS_THEY_ARE;
  await audited(actingIn(project), memberChange(project.id, member, "member.remove"), () =>
    deleteMembership(db, project.id, member.id),
  );
  revalidatePath(`/${slug}/settings/people`);
  return null;
}

export async function withdrawInvitationAction(slug: string, id: number): Promise<void> {
  const project = await requireProject(slug, "admin");
  const wanted = z.number().int().parse(id);
  if (await deleteInvitation(db, project.id, wanted)) {
    await noteDone(actingIn(project), { action: "invitation.withdraw", subject: String(wanted) });
  }
  revalidatePath(`/${slug}/settings/people`);
}

const memberChange = (projectId: number, { id, email }: Member, action: string) => ({
  action,
  subject: email,
  load: () => findMember(projectId, id),
});

async function findMember(projectId: number, id: string) {
  const wanted = personId.parse(id);
  return (await listMembers(db, projectId)).find((member) => member.id === wanted);
}
