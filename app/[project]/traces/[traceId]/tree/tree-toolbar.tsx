"use client";

import { ActionIcon, Button, CloseButton, Loader, TextInput } from "@mantine/core";
import { IconAlertCircleFilled, IconFoldDown, IconFoldUp, IconSearch } from "@tabler/icons-react";
import type { KeyboardEvent, RefObject } from "react";
import { formatCount } from "@/components/format";
import styles from "./tree-toolbar.module.css";
import type { SpanTree } from "./use-span-tree";
import type { TraceSearchState } from "./use-trace-search";

type TreeToolbarProps = {
  readonly tree: SpanTree;
  readonly search: TraceSearchState;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onMatch: (direction: "forward" | "back") => void;
  readonly onError: (direction: "forward" | "back") => void;
  readonly onLeave: () => void;
};

/** Above the tree: search, errors, open and close. */
export function TreeToolbar(props: TreeToolbarProps) {
  const { tree, search } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") props.onMatch(event.shiftKey ? "back" : "forward");
    else if (event.key === "Escape") props.onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles["toolbar"]}>
      <TextInput
        ref={props.field}
        className={styles["search"] ?? ""}
        size="xs"
        aria-label="Search in this trace"
        placeholder="Search names and contents ( / )"
        leftSection={<IconSearch size={14} aria-hidden />}
        rightSection={<SearchEnd search={search} />}
        value={search.text}
        onChange={(event) => search.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <output className={styles["count"]} title={search.failure ?? undefined}>
        {countText(search, tree.selected)}
      </output>
      {tree.errors.length > 0 && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="red"
          className={styles["errors"] ?? ""}
          leftSection={<IconAlertCircleFilled size={14} aria-hidden />}
          onClick={() => props.onError("forward")}
          title="Next error (n); previous (p)"
        >
          {tree.errors.length === 1 ? "1 error" : `${formatCount(tree.errors.length)} errors`}
        </Button>
      )}
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label="Collapse all branches"
        title="Collapse all branches ( [ )"
        onClick={tree.collapseAll}
      >
        <IconFoldDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label="Expand all branches"
        title="Expand all branches ( ] )"
        onClick={tree.expandAll}
      >
        <IconFoldUp size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

function SearchEnd({ search }: { search: TraceSearchState }) {
  if (search.isPending) return <Loader size={12} aria-label="Searching contents" />;
  if (search.text === "") return null;
  return <CloseButton size="xs" aria-label="Clear the search" onClick={() => search.setText("")} />;
}

function countText(
  { text, matches, isPending, isCut, failure }: TraceSearchState,
  selected: number,
) {
  if (text.trim() === "") return "";
  const total = `${formatCount(matches.length)}${isCut ? "+" : ""}`;
  const place = matches.indexOf(selected);
  const note = failure === null ? "" : ", names only";
  if (place >= 0) return `${formatCount(place + 1)} of ${total}${note}`;
  if (matches.length === 0) return isPending ? "Searching" : `No match${note}`;
  return `${total} ${matches.length === 1 ? "match" : "matches"}${note}`;
}
