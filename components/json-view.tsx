"use client";

import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import type { Json } from "@/lib/domain/span";
import styles from "./json-view.module.css";
import { levelsToOpen } from "./open-levels";
import { InlineContent, TextContent } from "./text-content";

type JsonNodeProps = {
  /** Key or position inside what holds it; null for the outermost. */
  readonly name: string | null;
  readonly value: Json;
  /** Levels that are open from the start. */
  readonly openLevels: number;
};

/**
 * Any JSON as a tree that opens level by level; what is closed costs nothing. Unless told otherwise
 * it opens at first as much as fits a screen.
 */
export function JsonView({ value, openLevels }: { value: Json; openLevels?: number }) {
  return (
    <div className={styles["json"]}>
      <JsonNode name={null} value={value} openLevels={openLevels ?? levelsToOpen(value)} />
    </div>
  );
}

function JsonNode({ name, value, openLevels }: JsonNodeProps) {
  if (typeof value === "object" && value !== null && Object.keys(value).length > 0) {
    return <JsonBranch name={name} value={value} openLevels={openLevels} />;
  }
  const isLong = typeof value === "string" && (value.length > 100 || value.includes("\n"));
  return (
    <div className={styles["leaf"]} data-long={isLong || undefined}>
      <JsonName name={name} />
      <JsonLeaf value={value} isLong={isLong} />
    </div>
  );
}

const PAGE = 100;

function JsonBranch({ name, value, openLevels }: JsonNodeProps & { value: object }) {
  const [isOpen, setOpen] = useState(openLevels > 0);
  const [shown, setShown] = useState(PAGE);
  const entries: [string, Json][] = Object.entries(value);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <button
        type="button"
        className={styles["branch"]}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Chevron size={12} aria-hidden />
        <JsonName name={name} />
        <span className={styles["size"]}>{sizeOf(value, entries.length)}</span>
      </button>
      {isOpen && (
        <div className={styles["children"]}>
          {entries.slice(0, shown).map(([key, child]) => (
            <JsonNode key={key} name={key} value={child} openLevels={openLevels - 1} />
          ))}
          {entries.length > shown && (
            <button type="button" className={styles["more"]} onClick={() => setShown(shown + PAGE)}>
              Show {Math.min(PAGE, entries.length - shown)} more of {entries.length}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function sizeOf(value: object, count: number): string {
  if (Array.isArray(value)) return count === 1 ? "[1 item]" : `[${count} items]`;
  return count === 1 ? "{1 field}" : `{${count} fields}`;
}

function JsonName({ name }: { name: string | null }) {
  if (name === null) return null;
  return (
    <span className={styles["name"]}>
      <InlineContent text={name} />
    </span>
  );
}

function JsonLeaf({ value, isLong }: { value: Json; isLong: boolean }) {
  if (typeof value !== "string") {
    return (
      <span className={styles["literal"]}>
        <InlineContent text={JSON.stringify(value)} />
      </span>
    );
  }
  if (value === "") return <span className={styles["size"]}>empty text</span>;
  return isLong ? (
    <TextContent text={value} isCode />
  ) : (
    <span className={styles["string"]}>
      <InlineContent text={value} />
    </span>
  );
}
