import Link from "next/link";
import { Panel } from "@/components/panel";
import { type AnalysisAddress, tracesHref } from "../traces-link";
import styles from "./branch-coverage.module.css";
import { branchAnchor, branchTerm, evalTracesHref } from "./branch-links";
import { ConfirmButton } from "./confirm-button";
import { HELP } from "./help";
import type { GutterEntry, PromptLine, PromptView } from "./prepare-prompt";

type PromptPanelProps = {
  readonly slug: string;
  readonly view: PromptView;
  readonly address: AnalysisAddress;
};

/** The prompt with its coverage beside each conditional. */
export function PromptPanel({ slug, view, address }: PromptPanelProps) {
  const { name, version, lines, proposed, edited, removed } = view;
  const open = lines.flatMap(({ entries }) => entries).filter(({ tone }) => tone === "proposed");
  return (
    <Panel
      id="prompt"
      title={`Prompt ${name}@${version}`}
      note={noteOf(view)}
      help={HELP.prompt}
      action={
        proposed === 0 ? null : (
          <ConfirmButton
            slug={slug}
            prompt={{ name, version }}
            conditionals={open.map(({ conditional }) => conditional)}
            label={proposed === 1 ? "Confirm the proposal" : `Confirm all ${proposed} proposals`}
          />
        )
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by key. */}
      <section className={styles["source"]} aria-label={`Text of ${name}@${version}`} tabIndex={0}>
        <table>
          <caption className="tm-visually-hidden">
            The prompt line by line, with hits in production and in evals
          </caption>
          <thead>
            <tr>
              <th scope="col">Production</th>
              <th scope="col">Evals</th>
              <th scope="col" title="Whether an eval passed the conditional by">
                Else
              </th>
              <th scope="col" aria-label="Line" />
              <th scope="col">
                <span className={styles["legend"]}>
                  <span data-tone="covered">covered</span>
                  <span data-tone="thin">few hits</span>
                  <span data-tone="untested">untested</span>
                  <span data-tone="unreached">unreached</span>
                  {proposed + edited > 0 ? <span data-tone="proposed">to be confirmed</span> : null}
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <SourceLine key={line.number} {...{ slug, view, address, line }} />
            ))}
          </tbody>
        </table>
      </section>
      {removed.length === 0 ? null : (
        <p className={styles["footnote"]}>
          No longer in this text: {removed.map(({ label }) => label).join("; ")}.
        </p>
      )}
    </Panel>
  );
}

function noteOf({ proposed, edited, lines }: PromptView): string {
  const all = lines.flatMap(({ entries }) => entries).length;
  const open = [
    ...(proposed > 0 ? [`${proposed} proposed`] : []),
    ...(edited > 0 ? [`${edited} edited, to be confirmed`] : []),
  ];
  return [`${all} conditionals`, ...open].join(", ");
}

type SourceLineProps = PromptPanelProps & { readonly line: PromptLine };

function SourceLine({ slug, view, address, line }: SourceLineProps) {
  const { number, pieces, entries } = line;
  const [worst] = entries;
  return (
    <tr data-tone={worst?.tone}>
      <td className={styles["gutter"]}>
        {entries.map((entry) => (
          <ProductionCell key={entry.conditional} {...{ slug, view, address, entry }} />
        ))}
      </td>
      <td className={styles["gutter"]}>
        {entries.map((entry) => (
          <EvalCell key={entry.conditional} {...{ slug, view, entry }} />
        ))}
      </td>
      <td className={styles["gutter"]}>
        {entries.map(({ conditional, otherArm }) => (
          <span key={conditional} className={styles["arm"]} data-arm={otherArm}>
            {otherArm === null ? "" : otherArm === "tested" ? "✓" : "✗"}
            <span className="tm-visually-hidden">
              {otherArm === null ? "" : `else ${otherArm}`}
            </span>
          </span>
        ))}
      </td>
      <td className={styles["lineNumber"]}>{number}</td>
      <td className={styles["code"]}>
        {pieces.map(({ text, conditional, tone }, at) =>
          tone === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a line never change places.
            <span key={at}>{text}</span>
          ) : (
            <mark key={`${conditional}`} data-tone={tone}>
              {text}
            </mark>
          ),
        )}
        {entries.map(({ conditional, word, tone }) => (
          <span key={conditional} className={styles["word"]} data-tone={tone}>
            {word}
          </span>
        ))}
      </td>
    </tr>
  );
}

type EntryProps = PromptPanelProps & { readonly entry: GutterEntry };

function ProductionCell({ slug, view, address, entry }: EntryProps) {
  const { branchKey, production, productionShare, tone, conditional, branchId } = entry;
  if (branchKey === null || branchId === null) {
    const isEdit = tone === "edited";
    return (
      <ConfirmButton
        slug={slug}
        prompt={{ name: view.name, version: view.version }}
        conditionals={[conditional]}
        label={isEdit ? "Same branch" : "Confirm"}
        longLabel={`${isEdit ? "Same branch" : "Confirm"}: conditional ${conditional + 1}`}
        isSmall
      />
    );
  }
  return (
    <span className={styles["count"]}>
      <Link href={tracesHref(address, [branchTerm(branchKey)])} prefetch={false}>
        {production}
      </Link>{" "}
      <a href={`#${branchAnchor(branchId)}`} title="To its row below">
        {productionShare}
      </a>
    </span>
  );
}

function EvalCell({ slug, view, entry }: Omit<EntryProps, "address">) {
  if (entry.branchKey === null) return <span className={styles["count"]} />;
  return (
    <span className={styles["count"]}>
      <Link href={evalTracesHref(slug, entry.branchKey, view.name)} prefetch={false}>
        {entry.evals}
      </Link>
    </span>
  );
}
