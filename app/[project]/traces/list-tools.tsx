"use client";

import { Button, Menu, Switch } from "@mantine/core";
import { IconColumns, IconDownload, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { writePreference } from "@/components/preference-cookie";
import { useSteadyRefresh } from "@/components/use-steady-refresh";
import { type ColumnId, columnsWith, DEFAULT_COLUMNS, scoreNameOf } from "./columns";
import { changedSearch } from "./list-address";

type ListToolsProps = {
  readonly search: string;
  readonly exportHref: string;
  readonly columnIds: readonly ColumnId[];
  /** Names that scores of the project go by. */
  readonly scoreNames: readonly string[];
  readonly isCompact: boolean;
  readonly isLive: boolean;
  /** When the list was read; ISO 8601. */
  readonly now: string;
};

/** What is done to the list as a whole: follow it live, choose columns, take it away. */
export function ListTools({
  search,
  exportHref,
  columnIds,
  scoreNames,
  isCompact,
  isLive,
  now,
}: ListToolsProps) {
  const router = useRouter();
  useSteadyRefresh(LIVE_MS, isLive);
  const live = isLive ? { live: null } : { live: now, sort: null };
  const LiveIcon = isLive ? IconPlayerPause : IconPlayerPlay;
  return (
    <>
      <Button
        variant={isLive ? "filled" : "default"}
        size="sm"
        leftSection={<LiveIcon size={16} aria-hidden />}
        aria-pressed={isLive}
        title="Read the list again every 2 seconds and mark what is new"
        onClick={() => router.replace(changedSearch(search, live), { scroll: false })}
      >
        Live
      </Button>
      <ColumnMenu {...{ search, columnIds, scoreNames, isCompact }} />
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" size="sm" leftSection={<IconDownload size={16} aria-hidden />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>Every trace of this filter</Menu.Label>
          {(["csv", "jsonl"] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={`${exportHref}${changedSearch(search, { format, live: null })}`}
              download
            >
              {format.toUpperCase()}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const LIVE_MS = 2_000;

type ColumnMenuProps = Pick<ListToolsProps, "search" | "columnIds" | "scoreNames" | "isCompact">;

function ColumnMenu({ search, columnIds, scoreNames, isCompact }: ColumnMenuProps) {
  const router = useRouter();
  const show = (ids: readonly ColumnId[]) => {
    const isDefault = ids.join() === DEFAULT_COLUMNS.join();
    // A choice of columns lists the same traces, so the reader stays on the page they are on.
    const cursor = new URLSearchParams(search).get("cursor");
    const changes = { cols: isDefault ? null : ids.join(), cursor };
    router.replace(changedSearch(search, changes), { scroll: false });
  };
  // A column that was chosen stays in the menu, though no score has its name any more.
  const chosenNames = columnIds.flatMap((id) => scoreNameOf(id) ?? []);
  const columns = columnsWith([...new Set([...scoreNames, ...chosenNames])]);
  const isScore = ({ id }: { id: string }) => scoreNameOf(id) !== null;
  const scores = columns.filter(isScore);
  const toggle = (id: ColumnId) =>
    show(
      columns
        .map((column) => column.id)
        .filter((known) => columnIds.includes(known) !== (known === id)),
    );
  const items = (shown: typeof columns) =>
    shown.map(({ id, header }) => (
      <Menu.CheckboxItem
        key={id}
        checked={columnIds.includes(id)}
        disabled={columnIds.length === 1 && columnIds.includes(id)}
        onChange={() => toggle(id)}
      >
        {header}
      </Menu.CheckboxItem>
    ));
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button variant="default" size="sm" leftSection={<IconColumns size={16} aria-hidden />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah="70vh" style={{ overflowY: "auto" }}>
        <Switch
          m="xs"
          size="sm"
          label="Compact rows"
          checked={isCompact}
          onChange={() => {
            writePreference("tidemark_density", isCompact ? "normal" : "compact");
            router.refresh();
          }}
        />
        <Menu.Divider />
        {items(columns.filter((column) => !isScore(column)))}
        {scores.length === 0 ? null : <Menu.Label>Scores</Menu.Label>}
        {items(scores)}
        <Menu.Divider />
        <Menu.Item onClick={() => show(DEFAULT_COLUMNS)}>Usual columns</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
