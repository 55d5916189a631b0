"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { withdrawInvitationAction } from "./people-actions";

type InvitationTableProps = {
  readonly slug: string;
  readonly now: string;
  readonly invitations: readonly {
    readonly id: number;
    readonly email: string | null;
    readonly role: string;
    readonly invitedBy: string;
    readonly expiresAt: string;
  }[];
};

const COLUMNS = [
  { id: "email", title: "Invited", isWide: true },
  { id: "role", title: "To be" },
  { id: "by", title: "By" },
  { id: "expires", title: "Expires" },
  { id: "withdraw", title: "" },
] as const;

export function InvitationTable({ slug, now, invitations }: InvitationTableProps) {
  const [isPending, startTransition] = useTransition();
  const rows = invitations.map(({ id, email, role, invitedBy, expiresAt }) => ({
    id: String(id),
    cells: {
      email: email ?? "whoever has the link",
      role,
      by: invitedBy,
      expires: <RelativeTime at={expiresAt} now={now} />,
      withdraw: (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isPending}
          onClick={() => startTransition(() => withdrawInvitationAction(slug, id))}
        >
          Withdraw
        </Button>
      ),
    },
  }));
  return (
    <DataTable caption="Invitations not used yet, newest first" columns={COLUMNS} rows={rows} />
  );
}
