import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import type { CaseDependencies, StoredCase } from "@/lib/domain/evals/eval-case";
import { suiteHref, traceHref } from "../../../eval-address";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";

type ProvenancePanelProps = {
  readonly slug: string;
  readonly found: StoredCase;
  readonly now: string;
};

/** Where a case came from, who answers for it, and what it was cut from. */
export function ProvenancePanel({ slug, found, now }: ProvenancePanelProps) {
  const { intent, sourceTraceId, lastVerifiedAt } = found;
  const narrowed = (name: string, value: string) =>
    suiteHref(slug, found.suite, `?${new URLSearchParams({ [name]: value })}`);
  return (
    <div className={styles["wide"]}>
      <Panel id="provenance" title="Provenance and dependencies" help={HELP.provenance}>
        <dl className={styles["facts"]}>
          <Fact name="Intent">
            {intent === null ? null : <Link href={narrowed("intent", intent)}>{intent}</Link>}
          </Fact>
          <Fact name="Tags">
            <Chips values={found.tags} hrefOf={(tag) => narrowed("tag", tag)} />
          </Fact>
          <Fact name="Curator">{found.curator}</Fact>
          <Fact name="Created">
            <RelativeTime at={found.createdAt.toISOString()} now={now} />
          </Fact>
          <Fact name="Content last edited">
            <RelativeTime at={found.editedAt.toISOString()} now={now} />
          </Fact>
          <Fact name="Last verified">
            {lastVerifiedAt === null ? (
              "never"
            ) : (
              <>
                <RelativeTime at={lastVerifiedAt.toISOString()} now={now} /> by{" "}
                {found.verifiedBy ?? "somebody"}
              </>
            )}
          </Fact>
          <Fact name="Source trace">
            {sourceTraceId === null ? null : (
              <Link href={traceHref(slug, sourceTraceId)} className={styles["mono"]}>
                {sourceTraceId}
              </Link>
            )}
          </Fact>
          <Dependencies dependsOn={found.dependsOn} />
          <Fact name="Branches meant">
            <Chips values={found.branches} />
          </Fact>
          <Fact name="Posted">
            by {found.postedBy}, version {found.version}
          </Fact>
        </dl>
      </Panel>
    </div>
  );
}

/** One line; what nobody said stands there as such. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children ?? <span className={styles["muted"]}>not said</span>}</dd>
    </>
  );
}

function Dependencies({ dependsOn }: { readonly dependsOn: CaseDependencies }) {
  const { corpus, policy, prompt, tools = {} } = dependsOn;
  const parts = [
    ...[corpus].flatMap((version) => (version ? `corpus ${version}` : [])),
    ...Object.entries(tools).map(([tool, version]) => `tool ${tool} ${version}`),
    ...[policy].flatMap((version) => (version ? `policy ${version}` : [])),
    ...[prompt].flatMap((version) => (version ? `prompt ${version}` : [])),
  ];
  return (
    <Fact name="Depends on">
      <Chips values={parts} />
    </Fact>
  );
}

type ChipsProps = {
  readonly values: readonly string[];
  readonly hrefOf?: (value: string) => string;
};

function Chips({ values, hrefOf }: ChipsProps) {
  if (values.length === 0) return <span className={styles["muted"]}>not said</span>;
  return (
    <span className={styles["chips"]}>
      {values.map((value) => (
        <span key={value} className={styles["chip"]}>
          {hrefOf ? <Link href={hrefOf(value)}>{value}</Link> : value}
        </span>
      ))}
    </span>
  );
}
