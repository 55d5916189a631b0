"use client";

import { useRouter } from "next/navigation";
import { useDeferredValue, useRef, useState } from "react";
import { writePreference } from "@/components/preference-cookie";
import { rememberedList } from "@/components/remembered-list";
import { SoughtTextProvider } from "@/components/sought-text";
import { SplitPane } from "@/components/split-pane";
import { DetailsPane } from "./details/details-pane";
import { createSpanCache } from "./details/span-cache";
import type { SpanView } from "./details/span-view";
import { parseTab, type Tab } from "./details/tab";
import { SPLIT_COOKIE } from "./split-cookie";
import styles from "./trace-explorer.module.css";
import { ErrorStrip } from "./tree/error-strip";
import { nextPosition } from "./tree/next-position";
import { SpanTable } from "./tree/span-table";
import { TreeToolbar } from "./tree/tree-toolbar";
import { useSpanTree } from "./tree/use-span-tree";
import { useTraceSearch } from "./tree/use-trace-search";
import { useKeys } from "./use-keys";

type TraceExplorerProps = {
  /** As `encodeOutline` writes it. */
  readonly outline: string;
  /** The first span shown, as JSON: one string costs less to send than its thousand parts. */
  readonly initialView: string;
  readonly initialTab: string;
  readonly initialSplit: number;
  readonly projectAddress: string;
  readonly traceId: string;
};

/** A trace to move about in: its tree and times on the left, the selected span on the right. */
export function TraceExplorer(props: TraceExplorerProps) {
  const { projectAddress } = props;
  const address = `${projectAddress}/traces/${encodeURIComponent(props.traceId)}`;
  // The page wrote it from a SpanView a moment ago.
  const [first] = useState(() => JSON.parse(props.initialView) as SpanView);
  const [cache] = useState(() => createSpanCache(`${address}/spans`, first));
  const [tab, setTab] = useState<Tab>(() => parseTab(props.initialTab));
  const tree = useSpanTree(props.outline, first.spanId, (spanId) => showInAddress("span", spanId));
  const search = useTraceSearch(tree, `${address}/search`);
  const grid = useRef<HTMLTableElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const details = useRef<HTMLDivElement>(null);
  // Moving quickly through the tree must not wait for details nobody stops to read.
  const spanId = useDeferredValue(tree.spanAt(tree.selected)?.spanId ?? first.spanId);

  const go = (among: readonly number[], direction: "forward" | "back") => {
    const position = nextPosition(among, tree.selected, direction);
    if (position !== undefined) tree.select(position);
  };
  const focusTree = () => grid.current?.focus({ preventScroll: true });
  const router = useRouter();
  const leave = () => router.push(rememberedList(`${projectAddress}/traces`));
  useKeys([
    ["j", () => go(tree.rows, "forward")],
    ["k", () => go(tree.rows, "back")],
    ["n", () => go(tree.errors, "forward")],
    ["p", () => go(tree.errors, "back")],
    ["[", tree.collapseAll],
    ["]", tree.expandAll],
    ["/", () => field.current?.select()],
    ["Enter", () => details.current?.focus()],
    ["Escape", () => (details.current?.contains(document.activeElement) ? focusTree() : leave())],
  ]);

  return (
    <SoughtTextProvider value={search.text.trim()}>
      <SplitPane
        label="Width of the tree"
        initialPercent={props.initialSplit}
        onMoved={(percent) => writePreference(SPLIT_COOKIE, percent.toFixed(1))}
        left={
          <section className={styles["tree"]} aria-label="Tree">
            <TreeToolbar
              tree={tree}
              search={search}
              field={field}
              onMatch={(direction) => go(search.matches, direction)}
              onError={(direction) => go(tree.errors, direction)}
              onLeave={focusTree}
            />
            <div className={styles["rows"]}>
              <SpanTable tree={tree} matches={search.matches} grid={grid} />
              <ErrorStrip tree={tree} matches={search.matches} />
            </div>
          </section>
        }
        right={
          <section ref={details} tabIndex={-1} className={styles["details"]} aria-label="Details">
            <DetailsPane
              cache={cache}
              spanId={spanId}
              tab={tab}
              onTab={(next) => {
                setTab(next);
                showInAddress("tab", next);
              }}
              traceAddress={(id) => `${projectAddress}/traces/${encodeURIComponent(id)}`}
            />
          </section>
        }
      />
    </SoughtTextProvider>
  );
}

/** Changes the address in place, which asks the server for nothing. */
function showInAddress(name: "span" | "tab", value: string): void {
  const url = new URL(window.location.href);
  url.searchParams.set(name, value);
  window.history.replaceState(null, "", url);
}
