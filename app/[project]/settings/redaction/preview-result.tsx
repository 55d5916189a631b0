import { formatCount } from "@/components/format";
import type { RedactionPreview } from "@/lib/ingest/redaction/preview-redaction";
import styles from "../settings.module.css";

/** What a draft would have done, with marks in place of what it found. */
export function PreviewResult({ preview }: { readonly preview: RedactionPreview }) {
  const { spans, touched, counts, examples } = preview;
  const byRule = Object.entries(counts).map(([rule, count]) => `${formatCount(count)} ${rule}`);
  return (
    <div role="status">
      <p>
        {touched === 0
          ? `Nothing in the latest ${formatCount(spans)} spans.`
          : `In ${formatCount(touched)} of the latest ${formatCount(spans)} spans: ${byRule.join(", ")}.`}{" "}
        What is stored already stays as it is.
      </p>
      {examples.length === 0 ? null : (
        <pre className={styles["examples"]}>{examples.join("\n")}</pre>
      )}
    </div>
  );
}
