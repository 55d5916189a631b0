"use client";

import { useState } from "react";
import { Conversation } from "@/components/conversation/conversation";
import { CopyButton } from "@/components/copy-button";
import { JsonView } from "@/components/json-view";
import { RetrievedDocuments } from "@/components/retrieved-documents";
import { TextContent } from "@/components/text-content";
import type { ToolDefinition } from "@/lib/domain/span";
import styles from "./span-details.module.css";
import type { ContentView, Section } from "./span-view";

/** One thing that was recorded, with its heading; what repeats another starts closed. */
export function SectionPanel({ section }: { section: Section }) {
  const [isOpen, setOpen] = useState(!section.isFolded);
  const { content, title } = section;
  const copyable = copyableText(content);
  return (
    <section className={styles["section"]} aria-label={title}>
      <div className={styles["sectionHead"]}>
        <h3>
          {section.isFolded ? (
            <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {title}
              <span>{isOpen ? "Hide" : "Show"}</span>
            </button>
          ) : (
            title
          )}
        </h3>
        {copyable !== null && <CopyButton label={`Copy ${title.toLowerCase()}`} text={copyable} />}
      </div>
      {isOpen && <Content content={content} />}
    </section>
  );
}

function Content({ content }: { content: ContentView }) {
  switch (content.form) {
    case "absent":
      return <p className={styles["absent"]}>{content.note}</p>;
    case "conversation":
      return <Conversation turns={content.turns} />;
    case "text":
      return (
        <div className={styles["box"]}>
          <TextContent text={content.text} />
        </div>
      );
    case "json":
      return (
        <div className={styles["box"]}>
          <JsonView value={content.value} />
        </div>
      );
    case "documents":
      return <RetrievedDocuments documents={content.documents} />;
    case "definitions":
      return content.definitions.map((definition) => (
        <Definition key={definition.name} definition={definition} />
      ));
  }
}

function Definition({ definition }: { definition: ToolDefinition }) {
  return (
    <div className={styles["box"]}>
      <code className={styles["definition"]}>{definition.name}</code>
      {definition.description !== null && <TextContent text={definition.description} />}
      {definition.parameters !== null && <JsonView value={definition.parameters} openLevels={0} />}
    </div>
  );
}

/** Null where there is nothing to copy. */
function copyableText(content: ContentView): (() => string) | null {
  if (content.form === "absent") return null;
  if (content.form === "text") return () => content.text;
  const { form: _, ...rest } = content;
  return () => JSON.stringify(Object.values(rest)[0], null, 2);
}
