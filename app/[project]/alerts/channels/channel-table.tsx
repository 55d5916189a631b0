"use client";

import { Button, Switch } from "@mantine/core";
import { useTransition } from "react";
import { DataTable } from "@/components/data-table";
import type { AlertChannel } from "@/lib/store/alert-channels";
import styles from "../alerts.module.css";
import { deleteChannelAction, setChannelEnabledAction, testChannelAction } from "./channel-actions";

type ChannelTableProps = { readonly slug: string; readonly channels: readonly AlertChannel[] };

const COLUMNS = [
  { id: "name", title: "Channel" },
  { id: "kind", title: "Kind" },
  { id: "target", title: "To", isWide: true },
  { id: "least", title: "Least grave" },
  { id: "on", title: "On" },
  { id: "do", title: "" },
] as const;

export function ChannelTable({ slug, channels }: ChannelTableProps) {
  const [isPending, startTransition] = useTransition();
  const rows = channels.map((channel) => ({
    id: String(channel.id),
    cells: {
      name: channel.name,
      kind: channel.kind,
      target: channel.target,
      least: channel.least,
      on: (
        <Switch
          size="xs"
          aria-label={`${channel.name} is told`}
          checked={channel.isEnabled}
          disabled={isPending}
          onChange={({ currentTarget }) =>
            startTransition(() => setChannelEnabledAction(slug, channel.id, currentTarget.checked))
          }
        />
      ),
      do: (
        <span className={styles["row"]}>
          <Button
            variant="default"
            size="compact-sm"
            disabled={isPending}
            aria-label={`Send a test to ${channel.name}`}
            onClick={() => startTransition(() => testChannelAction(slug, channel.id))}
          >
            Send a test
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            disabled={isPending}
            aria-label={`Delete ${channel.name}`}
            onClick={() => startTransition(() => deleteChannelAction(slug, channel.id))}
          >
            Delete
          </Button>
        </span>
      ),
    },
  }));
  return <DataTable caption="Channels, by name" columns={COLUMNS} rows={rows} />;
}
