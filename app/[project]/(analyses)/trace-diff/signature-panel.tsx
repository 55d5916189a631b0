import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { Panel } from "@/components/panel";
import { HELP } from "./help";
import type { SignatureRow } from "./prepare-groups";

type SignaturePanelProps = {
  readonly signatures: readonly SignatureRow[];
  /** The page's own, without parameters. */
  readonly address: string;
};

/** Shapes of run, and how often each group takes them. */
export function SignaturePanel({ signatures, address }: SignaturePanelProps) {
  return (
    <Panel
      id="signatures"
      title="Shapes of run"
      note={`${signatures.filter(({ isDifferent }) => isDifferent).length} of ${signatures.length} differ`}
      help={HELP.signatures}
    >
      <DataTable
        caption="Shapes of run, the larger change of share first"
        columns={[
          { id: "label", title: "Steps", isWide: true },
          { id: "a", title: "A (95 %)", isNumeric: true },
          { id: "b", title: "B (95 %)", isNumeric: true },
          { id: "p", title: "Adjusted p", isNumeric: true },
          { id: "is", title: "Differs" },
          { id: "examples", title: "Example" },
        ]}
        rows={signatures.map((row) => ({
          id: row.id,
          cells: {
            label: row.label,
            a: row.a,
            b: row.b,
            p: row.p,
            is: row.isDifferent ? "yes" : "no",
            examples: <Example row={row} address={address} />,
          },
        }))}
      />
    </Panel>
  );
}

function Example({ row, address }: { readonly row: SignatureRow; readonly address: string }) {
  const { exampleA: a, exampleB: b } = row;
  if (a !== null && b !== null) {
    return <Link href={`${address}?${new URLSearchParams({ a, b })}`}>compare one of each</Link>;
  }
  const [one, side] = a === null ? [b, "B"] : [a, "A"];
  return one === null ? (
    "—"
  ) : (
    <Link href={`${address.replace(/\/trace-diff$/, "/traces")}/${encodeURIComponent(one)}`}>
      one of {side}
    </Link>
  );
}
