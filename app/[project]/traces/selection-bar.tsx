"use client";

import { Button } from "@mantine/core";
import { CopyButton } from "@/components/copy-button";
import styles from "./trace-table.module.css";

type SelectionBarProps = {
  /** Trace ids. */
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
};

/** Floats over the list while traces are selected. */
export function SelectionBar({ selected, onClear }: SelectionBarProps) {
  if (selected.size === 0) return null;
  return (
    <div className={styles["selection"]} role="status">
      {selected.size === 1 ? "1 trace selected" : `${selected.size} traces selected`}
      <CopyButton text={[...selected].join("\n")} label="Copy their ids" />
      <Button variant="subtle" color="gray" size="compact-sm" onClick={onClear}>
        Clear
      </Button>
    </div>
  );
}
