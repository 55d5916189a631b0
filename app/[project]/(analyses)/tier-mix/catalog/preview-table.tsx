import Link from "next/link";
import { DataTable } from "@/components/data-table";
import { formatCount } from "@/components/format";
import type { CatalogPreview, TierMove } from "@/lib/derive/preview-catalog";
import styles from "./catalog.module.css";

type PreviewTableProps = { readonly slug: string; readonly preview: CatalogPreview };

/** What a draft would make of the last seven days. */
export function PreviewTable({ slug, preview }: PreviewTableProps) {
  const { moves } = preview;
  return (
    <section className={styles["preview"]} aria-label="Preview" role="status">
      <p>{previewText(preview)}</p>
      {moves.length === 0 ? null : (
        <DataTable
          caption="Requests by tier now and by this draft, changes first"
          columns={[
            { id: "from", title: "Tier now" },
            { id: "to", title: "By this draft" },
            { id: "requests", title: "Requests", isNumeric: true },
            { id: "traces", title: "For example", isWide: true },
          ]}
          rows={moves.map((move) => ({
            id: JSON.stringify([move.from, move.to]),
            cells: {
              from: move.from,
              to: isChange(move) ? <strong>{move.to}</strong> : `${move.to}, as before`,
              requests: formatCount(move.requests),
              traces: <Examples slug={slug} traceIds={move.traceIds} />,
            },
          }))}
        />
      )}
    </section>
  );
}

const isChange = ({ from, to }: TierMove) => from !== to;

function previewText({ sampled, isWhole, moves }: CatalogPreview): string {
  if (sampled === 0) return "No production trace of the last 7 days goes by this catalog.";
  const changed = moves.filter(isChange).reduce((sum, { requests }) => sum + requests, 0);
  const looked = isWhole
    ? `the last 7 days' ${formatCount(sampled)} requests`
    : `the latest ${formatCount(sampled)} requests of the last 7 days`;
  return changed === 0
    ? `None of ${looked} would change tier.`
    : `Of ${looked}, ${formatCount(changed)} would change tier.`;
}

type ExamplesProps = { readonly slug: string; readonly traceIds: readonly string[] };

function Examples({ slug, traceIds }: ExamplesProps) {
  return traceIds.slice(0, 3).map((traceId) => (
    <Link
      key={traceId}
      href={`/${slug}/traces/${traceId}`}
      className={styles["example"]}
      prefetch={false}
      target="_blank"
    >
      {traceId.slice(0, 8)}
    </Link>
  ));
}
