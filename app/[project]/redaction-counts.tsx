import { formatCount } from "@/components/format";
import type { RedactionCount } from "@/lib/store/redaction";

/** How many secrets each rule took out of traces. */
export function RedactionCounts({ counts }: { readonly counts: readonly RedactionCount[] }) {
  if (counts.length === 0) return <p>Nothing was taken out.</p>;
  return (
    <dl>
      {counts.flatMap(({ rule, redacted }) => [
        <dt key={rule}>{rule}</dt>,
        <dd key={`${rule} count`}>{formatCount(redacted)}</dd>,
      ])}
    </dl>
  );
}
