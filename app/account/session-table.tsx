"use client";

import { Button } from "@mantine/core";
import { useTransition } from "react";
import { DataTable } from "@/components/data-table";
import { RelativeTime } from "@/components/relative-time";
import { endSessionAction } from "./account-actions";

export type SessionRow = {
  readonly id: string;
  readonly createdAt: string;
  readonly userAgent: string | null;
  readonly ipAddress: string | null;
  readonly isThis: boolean;
};

type SessionTableProps = { readonly sessions: readonly SessionRow[]; readonly now: string };

const COLUMNS = [
  { id: "browser", title: "Browser", isWide: true },
  { id: "address", title: "From" },
  { id: "since", title: "Signed in" },
  { id: "end", title: "" },
] as const;

export function SessionTable({ sessions, now }: SessionTableProps) {
  const rows = sessions.map((session) => ({
    id: session.id,
    cells: {
      browser: session.userAgent || "does not say",
      address: session.ipAddress || "unknown",
      since: <RelativeTime at={session.createdAt} now={now} />,
      end: <EndButton session={session} />,
    },
  }));
  return <DataTable caption="Your sessions, newest first" columns={COLUMNS} rows={rows} />;
}

function EndButton({ session }: { readonly session: SessionRow }) {
  const [isPending, startTransition] = useTransition();
  return (
    <Button
      variant="default"
      size="compact-sm"
      loading={isPending}
      onClick={() => startTransition(() => endSessionAction(session.id))}
    >
      {session.isThis ? "End this one" : "End"}
    </Button>
  );
}
