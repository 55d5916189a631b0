import type { RedactionSetting } from "@/lib/domain/redaction";
import type { Database } from "@/lib/store/database";
import { loadRecentSpans } from "@/lib/store/recent-spans";
import { redactionSecret } from "./redaction-of-project";
import { createRedactor, type RedactionCounts } from "./redactor";

const SPANS = 500;
const MAX_EXAMPLES = 8;
const AROUND = 40;

/** What a setting would have taken out of the latest spans. */
export type RedactionPreview = {
  readonly spans: number;
  readonly touched: number;
  readonly counts: RedactionCounts;
  /** Marks with the text around them; the secrets themselves are not shown. */
  readonly examples: readonly string[];
};

/** Nothing is changed: what is stored already stays as it is. */
export async function previewRedaction(
  db: Database,
  projectId: number,
  setting: RedactionSetting,
): Promise<RedactionPreview> {
  const [spans, secret] = await Promise.all([
    loadRecentSpans(db, projectId, SPANS),
    redactionSecret(db, projectId),
  ]);
  const redactor = createRedactor(setting, secret);
  const examples = new Set<string>();
  let touched = 0;
  for (const span of spans) {
    const redacted = redactor.span(span);
    if (redacted === span) continue;
    touched += 1;
    for (const example of examplesIn(JSON.stringify(redacted))) {
      if (examples.size < MAX_EXAMPLES) examples.add(example);
    }
  }
  return { spans: spans.length, touched, counts: redactor.counts(), examples: [...examples] };
}

function examplesIn(text: string): string[] {
  const marks = text.matchAll(
    new RegExp(`.{0,${AROUND}}\\[redacted [^\\]]+\\].{0,${AROUND}}`, "g"),
  );
  return [...marks].map(([example]) => example);
}
