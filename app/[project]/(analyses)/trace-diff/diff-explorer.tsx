"use client";

import { useRouter } from "next/navigation";
import { useDeferredValue, useRef, useState } from "react";
import { Panel } from "@/components/panel";
import { rememberedList } from "@/components/remembered-list";
import type { StepDetail } from "@/lib/domain/trace-diff/step-detail";
import { useKeys } from "../../traces/[traceId]/use-keys";
import { HELP } from "./help";
import { LaneTable } from "./lane-table";
import styles from "./lanes.module.css";
import { type DiffRowView, isDifference } from "./row-view";
import { StepPane } from "./step-pane";
import paneStyles from "./step-pane.module.css";
import { useLaneCursor } from "./use-lane-cursor";

type DiffExplorerProps = {
  /** Rows and details as JSON: one string costs less to send than its thousand parts. */
  readonly rows: string;
  readonly details: string;
  readonly initialIndex: number;
  /** Trace ids. */
  readonly a: string;
  readonly b: string;
  readonly projectAddress: string;
};

/** Two aligned runs to move about in, and what differs at the step the reader is at. */
export function DiffExplorer(props: DiffExplorerProps) {
  const { a, b, projectAddress } = props;
  // The page wrote both a moment ago from these types.
  const [rows] = useState(() => JSON.parse(props.rows) as readonly DiffRowView[]);
  const [details] = useState(() => JSON.parse(props.details) as Record<number, StepDetail>);
  const cursor = useLaneCursor(rows, props.initialIndex, showInAddress);
  const lanes = useRef<HTMLTableElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const router = useRouter();
  // Moving quickly must not wait for details nobody stops to read.
  const index = useDeferredValue(cursor.index);
  const row = rows[index];

  const open = () => {
    if (cursor.current.startsWith("row-")) pane.current?.focus();
    else cursor.toggle(cursor.current);
  };
  const back = () => {
    if (pane.current?.contains(document.activeElement)) lanes.current?.focus();
    else router.push(rememberedList(`${projectAddress}/traces`));
  };
  useKeys([
    ["j", () => cursor.step(1)],
    ["k", () => cursor.step(-1)],
    ["n", () => cursor.difference(1)],
    ["p", () => cursor.difference(-1)],
    ["Enter", open],
    ["Escape", back],
  ]);
  const differing = rows.filter(isDifference).length;
  return (
    <div className={styles["explorer"]}>
      <Panel
        id="steps"
        title="Steps"
        note={`${differing.toLocaleString("en-US")} of ${rows.length.toLocaleString("en-US")} differ`}
        help={HELP.lanes}
      >
        <LaneTable cursor={cursor} table={lanes} />
      </Panel>
      <section ref={pane} tabIndex={-1} className={paneStyles["pane"]} aria-label="Selected step">
        {row === undefined ? (
          <p className={paneStyles["muted"]}>Neither run has a step.</p>
        ) : (
          <StepPane
            key={row.index}
            row={row}
            known={details[row.index]}
            traces={{ a, b }}
            projectAddress={projectAddress}
          />
        )}
      </section>
    </div>
  );
}

/** Changes the address in place, which asks the server for nothing. */
function showInAddress(index: number): void {
  const url = new URL(window.location.href);
  url.searchParams.set("step", String(index + 1));
  window.history.replaceState(null, "", url);
}
