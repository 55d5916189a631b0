"use client";

import { Button } from "@mantine/core";
import { useState, useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { deletePersonAction, setOwnerAction } from "./owner-actions";

type PeopleTableProps = {
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly isOwner: boolean;
  }[];
  /** Who reads this. */
  readonly own: string;
};

const COLUMNS = [
  { id: "name", title: "Name", isWide: true },
  { id: "email", title: "E-mail" },
  { id: "owner", title: "Owner of the server" },
  { id: "change", title: "" },
  { id: "remove", title: "" },
] as const;

export function PeopleTable({ people, own }: PeopleTableProps) {
  const [fault, setFault] = useState<string | null>(null);
  const [isPending, startTransition] = useTransition();
  const run = (work: () => Promise<string | null>) =>
    startTransition(async () => setFault(await work()));
  const rows = people.map(({ id, name, email, isOwner }) => ({
    id,
    cells: {
      name,
      email,
      owner: isOwner ? "yes" : "no",
      change: (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isPending}
          onClick={() => run(() => setOwnerAction(id, !isOwner))}
        >
          {isOwner ? "End ownership" : "Make owner"}
        </Button>
      ),
      remove:
        id === own ? null : (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`Remove ${name}`}
            disabled={isPending}
            onClick={() => run(() => deletePersonAction(id))}
          >
            Remove
          </Button>
        ),
    },
  }));
  return (
    <>
      <DataTable caption="Everybody, owners first" columns={COLUMNS} rows={rows} />
      {fault === null ? null : <p role="alert">{fault}</p>}
    </>
  );
}
