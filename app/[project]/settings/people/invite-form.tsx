"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { CopyButton } from "@/components/copy-button";
import { isAtLeast, ROLES, type Role } from "@/lib/domain/role";
import styles from "../settings.module.css";
import { inviteAction } from "./people-actions";

export function InviteForm({ slug, own }: { readonly slug: string; readonly own: Role }) {
  const [made, action, isPending] = useActionState(inviteAction.bind(null, slug), null);
  return (
    <form action={action} className={styles["form"]}>
      <div className={styles["row"]}>
        <TextInput
          name="email"
          type="email"
          label="E-mail"
          description="Empty: whoever has the link"
          maxLength={320}
          w={280}
        />
        <NativeSelect
          name="role"
          label="Role"
          description="Below"
          data={ROLES.filter((role) => isAtLeast(own, role))}
          defaultValue="member"
          w={140}
        />
      </div>
      <Button type="submit" loading={isPending}>
        Make an invitation
      </Button>
      {made !== null && "fault" in made ? <p role="alert">{made.fault}</p> : null}
      {made !== null && "link" in made ? (
        <p role="status" className={styles["created"]}>
          <span>
            Send this link {made.for === null ? "to whom you invite" : `to ${made.for}`}. It works
            once, for a week, and is not shown again.
          </span>
          <code>{made.link}</code>
          <CopyButton text={made.link} label="Copy the link" />
        </p>
      ) : null}
    </form>
  );
}
