import type { ReactNode } from "react";
import { TextChanges } from "@/components/text-changes";
import type { JsonChange, MessageDiff, StepDetail } from "@/lib/domain/trace-diff/step-detail";
import { valueText } from "./prepare-envelope";
import { featureWord } from "./prepare-rows";
import { RetrievalSection } from "./retrieval-section";
import styles from "./step-pane.module.css";

/** From what decides to what only reads differently: arguments, documents, values, messages. */
export function DetailSections({ detail }: { readonly detail: StepDetail }) {
  const { summary, features, retrieval, input, output, isCut } = detail;
  return (
    <div className={styles["sections"]}>
      <p className={styles["summary"]}>{summary}</p>
      {features.length === 0 ? null : (
        <p className={styles["muted"]}>
          Material because of {features.map(featureWord).join(", ")}.
        </p>
      )}
      <JsonSection title="Arguments" changes={detail.arguments} />
      {retrieval === null ? null : <RetrievalSection retrieval={retrieval} />}
      <JsonSection title="Values" changes={detail.values} />
      <MessageSection title="What came in" messages={input} />
      <MessageSection title="What came out" messages={output} />
      {isCut ? <p className={styles["muted"]}>More differs than is listed here.</p> : null}
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles["section"]}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type JsonSectionProps = { readonly title: string; readonly changes: readonly JsonChange[] };

/** Leaves of structured data that differ, by JSON pointer. */
function JsonSection({ title, changes }: JsonSectionProps) {
  if (changes.length === 0) return null;
  return (
    <Section title={title}>
      <table className={styles["leaves"]}>
        <thead>
          <tr>
            <th scope="col">Pointer</th>
            <th scope="col">A</th>
            <th scope="col">B</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ pointer, change, a, b }) => (
            <tr key={`${pointer} ${change}`}>
              <th scope="row">
                <code>{pointer === "" ? "(whole)" : pointer}</code>
              </th>
              <td data-side="a">{change === "added" ? <Missing /> : <Leaf value={a} />}</td>
              <td data-side="b">{change === "removed" ? <Missing /> : <Leaf value={b} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

const Missing = () => <span className={styles["muted"]}>missing</span>;

function Leaf({ value }: { readonly value: JsonChange["a"] }) {
  const text = value === null ? "null" : valueText(value);
  return <code title={text}>{text === "" ? '""' : text}</code>;
}

const CHANGES = { added: "only in B", removed: "only in A", changed: "changed" } as const;

type MessageSectionProps = { readonly title: string; readonly messages: readonly MessageDiff[] };

/** Messages that differ, sentence by sentence. */
function MessageSection({ title, messages }: MessageSectionProps) {
  if (messages.length === 0) return null;
  return (
    <Section title={title}>
      <ol className={styles["messages"]}>
        {messages.map(({ a, b, role, change, sentences }) => (
          <li key={`${a} ${b}`}>
            <p className={styles["role"]}>
              {role} <span>{CHANGES[change]}</span>
            </p>
            <TextChanges changes={sentences} />
          </li>
        ))}
      </ol>
    </Section>
  );
}
