import { formatCount } from "@/components/format";
import type { RedactionCount } from "@/lib/store/redaction";

/** How many secrets each rule took out of traces. */
export function RedactionCounts({ counts }: { readonly counts: readonly RedactionCount[] }) {
  if (counts.length === 0) return <p>Nothing was taken out.</p>;
  return (
    <dl>
      {counts.map(({ rule, redacted }) => (
        <div key={rule} style={{ display: "contents" }}>
          <dt>{rule}</dt>
          <dd>{formatCount(redacted)}</dd>
        </div>
      ))}
    </dl>
  );
}
