import type { Metadata } from "next";
import { requireProject } from "@/app/require-project";
import { AsOf } from "@/components/freshness";
import { isAtLeast, ROLE_MEANINGS, ROLES } from "@/lib/domain/role";
import { db } from "@/lib/store/db";
import { listOpenInvitations } from "@/lib/store/invitations";
import { listMembers } from "@/lib/store/memberships";
import { listPeople } from "@/lib/store/people";
import styles from "../settings.module.css";
import { InvitationTable } from "./invitation-table";
import { InviteForm } from "./invite-form";
import { MemberTable } from "./member-table";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ params }: PageProps<"/[project]/settings/people">) {
  const { id, slug, role } = await requireProject((await params).project);
  const now = new Date();
  const mayManage = isAtLeast(role, "admin");
  const [members, people, invitations] = await Promise.all([
    listMembers(db, id),
    listPeople(db),
    mayManage ? listOpenInvitations(db, id, now) : [],
  ]);
  const owners = people
    .filter(({ isOwner }) => isOwner)
    .map(({ name, email }) => ({ name, email }));
  return (
    <>
      <AsOf at={now.toISOString()} />
      <h2>People of this project</h2>
      <p>
        {members.length === 0 ? "Nobody was invited yet. " : null}
        Owners of the server are owners of every project:{" "}
        {owners.map(({ name, email }) => `${name} (${email})`).join(", ")}.
      </p>
      {members.length === 0 ? null : (
        <div className={styles["panel"]}>
          <MemberTable slug={slug} members={members} mayManage={mayManage} own={role} />
        </div>
      )}
      {mayManage ? (
        <>
          <h2>Invite</h2>
          <InviteForm slug={slug} own={role} />
          {invitations.length === 0 ? null : (
            <InvitationTable
              slug={slug}
              now={now.toISOString()}
              invitations={invitations.map((each) => ({
                ...each,
                expiresAt: each.expiresAt.toISOString(),
              }))}
            />
          )}
        </>
      ) : null}
      <h2>What a role may do</h2>
      <dl className={styles["facts"]}>
        {ROLES.map((each) => (
          <div key={each} className={styles["pair"]}>
            <dt>{each}</dt>
            <dd>{ROLE_MEANINGS[each]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
