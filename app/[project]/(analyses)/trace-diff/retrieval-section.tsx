import type { DocumentChange, RetrievalDiff } from "@/lib/domain/trace-diff/step-detail";
import styles from "./step-pane.module.css";

const MARKS = { kept: "= kept", added: "+ added", removed: "− removed", moved: "↕ moved" } as const;

/** The documents that two retrievals returned, with what became of their ranks. */
export function RetrievalSection({ retrieval }: { readonly retrieval: RetrievalDiff }) {
  return (
    <section className={styles["section"]}>
      <h3>Documents</h3>
      <Compared name="Query" a={retrieval.queryA} b={retrieval.queryB} />
      <Compared name="Index" a={retrieval.indexA} b={retrieval.indexB} />
      <p className={styles["muted"]}>{measuresOf(retrieval)}</p>
      <table className={styles["leaves"]}>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col">Change</th>
            <th scope="col" data-numeric>
              Rank A
            </th>
            <th scope="col" data-numeric>
              Rank B
            </th>
            <th scope="col" data-numeric>
              Score A
            </th>
            <th scope="col" data-numeric>
              Score B
            </th>
          </tr>
        </thead>
        <tbody>
          {retrieval.documents.map((document) => (
            <tr key={document.id} data-change={document.change}>
              <th scope="row">
                <code title={document.id}>{document.id}</code>
              </th>
              <td>{changeText(document)}</td>
              <td data-numeric>{document.rankA ?? "—"}</td>
              <td data-numeric>{document.rankB ?? "—"}</td>
              <td data-numeric>{scoreText(document.scoreA)}</td>
              <td data-numeric>{scoreText(document.scoreB)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type ComparedProps = {
  readonly name: string;
  readonly a: string | null;
  readonly b: string | null;
};

function Compared({ name, a, b }: ComparedProps) {
  if (a === b) return null;
  return (
    <p className={styles["compared"]}>
      {name}: <del>{a ?? "not said"}</del> <ins>{b ?? "not said"}</ins>
    </p>
  );
}

function measuresOf({ jaccard, rankOverlap, tau, isShuffled }: RetrievalDiff): string {
  const measures = [
    jaccard === null ? null : `${(jaccard * 100).toFixed(0)} % shared`,
    rankOverlap === null ? null : `rank overlap ${rankOverlap.toFixed(2)}`,
    tau === null ? null : `τ ${tau.toFixed(2)}`,
    isShuffled ? "the same documents in another order" : null,
  ];
  return measures.filter((measure) => measure !== null).join(" · ");
}

function changeText({ change, rankA, rankB, isContentChanged }: DocumentChange): string {
  const moved = change === "moved" ? ` ${rankA} → ${rankB}` : "";
  return `${MARKS[change]}${moved}${isContentChanged === true ? ", other content" : ""}`;
}

const scoreText = (score: number | null) =>
  score === null ? "—" : String(Number(score.toPrecision(3)));
