"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
import { KindIcon, kindName } from "@/components/kind-icon";
import type { StepDetail } from "@/lib/domain/trace-diff/step-detail";
import { DetailSections } from "./detail-sections";
import type { DiffRowView } from "./row-view";
import styles from "./step-pane.module.css";

type StepPaneProps = {
  readonly row: DiffRowView;
  /** What came with the page; else it is asked for. */
  readonly known: StepDetail | undefined;
  readonly traces: { readonly a: string; readonly b: string };
  readonly projectAddress: string;
};

/** What differs at one step, closely. */
export function StepPane({ row, known, traces, projectAddress }: StepPaneProps) {
  const { index, kind, label, a, b, words } = row;
  const spanHref = (side: "a" | "b", spanId: string) =>
    `${projectAddress}/traces/${encodeURIComponent(traces[side])}?span=${encodeURIComponent(spanId)}`;
  return (
    <>
      <header className={styles["paneHead"]}>
        <h2>
          <KindIcon kind={kind} /> Step {index + 1}: {label}
        </h2>
        <p>
          {kindName(kind)}
          {words === "" ? "" : ` · ${words}`}
        </p>
        <p className={styles["spans"]}>
          {a === null ? <span>not in A</span> : <Link href={spanHref("a", a)}>Open in A</Link>}
          {b === null ? <span>not in B</span> : <Link href={spanHref("b", b)}>Open in B</Link>}
        </p>
      </header>
      <StepBody row={row} known={known} traces={traces} projectAddress={projectAddress} />
    </>
  );
}

function StepBody({ row, known, traces, projectAddress }: StepPaneProps) {
  const [loaded, setLoaded] = useState<StepDetail | "failed" | null>(known ?? null);
  const isPaired = row.a !== null && row.b !== null;
  const isWanted = known === undefined && (isPaired || row.role === "fork") && row.look !== "same";
  const search = new URLSearchParams({ ...traces, index: String(row.index) });
  const address = `${projectAddress}/trace-diff/step?${search}`;
  useEffect(() => {
    if (!isWanted) return undefined;
    const asked = new AbortController();
    loadDetail(address, asked.signal).then(setLoaded, () => {
      if (!asked.signal.aborted) setLoaded("failed");
    });
    return () => asked.abort();
  }, [isWanted, address]);

  if (loaded === "failed") {
    return <p role="alert">The server could not read this step. Choose it again to retry.</p>;
  }
  if (loaded !== null) return <DetailSections detail={loaded} />;
  if (isWanted) return <p className={styles["muted"]}>Reading what differs…</p>;
  return <p className={styles["muted"]}>{restingText(row)}</p>;
}

function restingText({ a, b, look }: DiffRowView): string {
  if (a === null) return "Only B took this step; open it there to read it.";
  if (b === null) return "Only A took this step; open it there to read it.";
  return look === "same" ? "Both runs did the same here." : "Nothing more is known of it.";
}

async function loadDetail(address: string, signal: AbortSignal): Promise<StepDetail | null> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`answered ${response.status}`);
  // Our own route wrote it.
  const { detail } = (await response.json()) as { readonly detail: StepDetail | null };
  return detail;
}
