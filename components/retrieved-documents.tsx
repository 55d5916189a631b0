"use client";

import type { RetrievedDocument } from "@/lib/domain/span";
import { JsonView } from "./json-view";
import styles from "./retrieved-documents.module.css";
import { TextContent } from "./text-content";

/** Documents in rank order, each with its score and what it says. */
export function RetrievedDocuments({ documents }: { documents: readonly RetrievedDocument[] }) {
  return (
    <ol className={styles["documents"]}>
      {documents.map((found, position) => (
        // The same document may be found twice, so its rank is what tells it apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <li key={position} className={styles["document"]}>
          <div className={styles["head"]}>
            <span className={styles["rank"]}>#{position + 1}</span>
            <code className={styles["id"]}>{found.id ?? "no id sent"}</code>
            <span className={styles["score"]}>
              {found.score === null
                ? "score unknown"
                : `score ${Number(found.score.toPrecision(4))}`}
            </span>
          </div>
          {found.content === null ? (
            <p className={styles["nothing"]}>The sender did not record what the document says.</p>
          ) : (
            <TextContent text={found.content} />
          )}
          {isSaid(found.metadata) && <JsonView value={found.metadata} openLevels={0} />}
        </li>
      ))}
    </ol>
  );
}

function isSaid(metadata: RetrievedDocument["metadata"]): boolean {
  return typeof metadata === "object" && metadata !== null && Object.keys(metadata).length > 0;
}
