import { IconCheck, IconDelta, IconHelpCircle } from "@tabler/icons-react";
import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import { TextChanges } from "@/components/text-changes";
import { HELP } from "./help";
import type { EnvelopeView } from "./prepare-envelope";
import styles from "./trace-diff.module.css";

const LOOKS = {
  same: { Icon: IconCheck, word: "same" },
  changed: { Icon: IconDelta, word: "changed" },
  unknown: { Icon: IconHelpCircle, word: "unknown" },
} as const;

/** What the two runs were made with, before what they did. */
export function EnvelopePanel({ view }: { readonly view: EnvelopeView }) {
  return (
    <Panel id="envelope" title="Envelope" help={HELP.envelope}>
      <ul className={styles["chips"]} aria-label="Axes of the envelope">
        {view.chips.map(({ axis, status, note }) => {
          const { Icon, word } = LOOKS[status];
          return (
            <li key={axis} className={styles["axis"]} data-status={status} title={note}>
              <Icon size={12} aria-hidden />
              {axis} <span>{word}</span>
            </li>
          );
        })}
      </ul>
      {view.rows.length === 0 ? null : (
        <DataTable
          caption="What changed in the envelope, axis by axis, each with its parts"
          columns={[
            { id: "axis", title: "Axis" },
            { id: "status", title: "Status" },
            { id: "a", title: "A" },
            { id: "b", title: "B" },
            { id: "note", title: "Note", isWide: true },
          ]}
          rows={view.rows.map((row) => ({
            id: row.id,
            cells: {
              axis: (
                <span data-part={row.isPart || undefined} className={styles["axisName"]}>
                  {row.axis}
                </span>
              ),
              status: LOOKS[row.status].word,
              a: <Value text={row.a} side="a" />,
              b: <Value text={row.b} side="b" />,
              note: row.note,
            },
          }))}
        />
      )}
      {view.prompt === null ? null : (
        <details className={styles["prompt"]}>
          <summary>System prompt, word by word</summary>
          <TextChanges changes={view.prompt} />
        </details>
      )}
    </Panel>
  );
}

function Value({ text, side }: { readonly text: string; readonly side: "a" | "b" }) {
  return (
    <code className={styles["value"]} data-side={text === "—" ? undefined : side} title={text}>
      {text}
    </code>
  );
}
