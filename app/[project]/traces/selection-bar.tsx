"use client";

import { Button } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import Link from "next/link";
import { CopyButton } from "@/components/copy-button";
import styles from "./trace-table.module.css";

type SelectionBarProps = {
  /** Trace ids, in the order in which they were selected. */
  readonly selected: ReadonlySet<string>;
  /** Address of the project's pages. */
  readonly projectAddress: string;
  readonly onClear: () => void;
};

/** Floats over the list while traces are selected. */
export function SelectionBar({ selected, projectAddress, onClear }: SelectionBarProps) {
  if (selected.size === 0) return null;
  const [a = "", b = ""] = selected;
  return (
    <div className={styles["selection"]} role="status">
      {selected.size === 1 ? "1 trace selected" : `${selected.size} traces selected`}
      {selected.size === 2 ? (
        <Button
          component={Link}
          href={`${projectAddress}/trace-diff?${new URLSearchParams({ a, b })}`}
          size="compact-sm"
          leftSection={<IconArrowsDiff size={14} aria-hidden />}
        >
          Compare
        </Button>
      ) : null}
      <CopyButton text={[...selected].join("\n")} label="Copy their ids" />
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
