"use client";

import { Button, NativeSelect } from "@mantine/core";
import { useState, useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { isAtLeast, ROLES, type Role } from "@/lib/domain/role";
import { changeRoleAction, removeMemberAction } from "./people-actions";

type Member = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
};

type MemberTableProps = {
  readonly slug: string;
  readonly members: readonly Member[];
  readonly mayManage: boolean;
  /** What the reader is. */
  readonly own: Role;
};

const COLUMNS = [
  { id: "name", title: "Name", isWide: true },
  { id: "email", title: "E-mail" },
  { id: "role", title: "Role" },
  { id: "remove", title: "" },
] as const;

export function MemberTable({ slug, members, mayManage, own }: MemberTableProps) {
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const run = (work: () => Promise<string | null>) =>
    startTransition(async () => setFault(await work()));
  const rows = members.map((member) => {
    const isOpen = mayManage && isAtLeast(own, member.role);
    return {
      id: member.id,
      cells: {
        name: member.name,
        email: member.email,
        role: isOpen ? (
          <NativeSelect
            size="xs"
            aria-label={`Role of ${member.name}`}
            data={ROLES.filter((role) => isAtLeast(own, role))}
            value={member.role}
            disabled={isPending}
            onChange={({ currentTarget }) =>
              run(() => changeRoleAction(slug, member.id, currentTarget.value))
            }
          />
        ) : (
          member.role
        ),
        remove: isOpen ? (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Remove ${member.name}`}
            disabled={isPending}
            onClick={() => run(() => removeMemberAction(slug, member.id))}
          >
            Remove
          </Button>
        ) : null,
      },
    };
  });
  return (
    <>
      <DataTable caption="People of this project, by e-mail" columns={COLUMNS} rows={rows} />
      {fault === null ? null : <p role="alert">{fault}</p>}
    </>
  );
}
