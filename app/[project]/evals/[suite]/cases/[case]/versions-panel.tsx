import { Panel } from "@/components/panel";
import { RelativeTime } from "@/components/relative-time";
import { TextChanges } from "@/components/text-changes";
import type { StoredVersion } from "@/lib/store/eval-case-history";
import styles from "../../../evals.module.css";
import { HELP } from "../../../help";
import { prepareVersions } from "./prepare-versions";

const WORDS = {
  first: "first posted",
  edited: "edited: earlier results do not compare",
  described: "described anew: the same content",
} as const;

type VersionsPanelProps = { readonly versions: readonly StoredVersion[]; readonly now: string };

/** The versions of a case, each against the one before it. */
export function VersionsPanel({ versions, now }: VersionsPanelProps) {
  return (
    <div className={styles["wide"]}>
      <Panel
        id="versions"
        title="Versions"
        note="Struck out: as it was before. Underlined: as it was then posted."
        help={HELP.versions}
      >
        {prepareVersions(versions).map((view) => (
          <section key={view.version} className={styles["version"]}>
            <h3>
              Version {view.version}{" "}
              <span>
                · {WORDS[view.kind]} · <RelativeTime at={view.postedAt.toISOString()} now={now} />{" "}
                by {view.postedBy} · suite version {view.suiteVersion}
              </span>
            </h3>
            {view.fields.map(({ field, changes }) => (
              <div key={field}>
                <h4>{field}</h4>
                <TextChanges changes={changes} />
              </div>
            ))}
          </section>
        ))}
      </Panel>
    </div>
  );
}
