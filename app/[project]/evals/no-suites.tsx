import { Notice } from "@/components/notice";

const COMMAND = "npx tidemark import-evals cases.csv --suite support-gold";

/** Why there is nothing, and what fills it. */
export function NoSuites() {
  return (
    <Notice level={2} title="No eval suite yet">
      <p>
        A suite appears with its first cases, with the first run that names it, or with the first
        trace that says which case it executes (<code>tidemark.eval.suite</code>, <code>.run</code>,{" "}
        <code>.case</code>). From a file of cases:
      </p>
      <pre>{COMMAND}</pre>
      <p>
        Any trace can become a case: open it and choose “Make a case”. The rest is in{" "}
        <code>docs/evals.md</code>.
      </p>
    </Notice>
  );
}
