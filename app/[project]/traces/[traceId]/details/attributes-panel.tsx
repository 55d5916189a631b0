"use client";

import { SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { CopyButton } from "@/components/copy-button";
import { JsonView } from "@/components/json-view";
import { InlineContent, TextContent } from "@/components/text-content";
import type { Json, JsonObject } from "@/lib/domain/span";
import styles from "./span-details.module.css";

type AttributesPanelProps = { readonly attributes: JsonObject; readonly resource: JsonObject };

/** Everything as the sender wrote it, to search, read and copy. */
export function AttributesPanel({ attributes, resource }: AttributesPanelProps) {
  const [filter, setFilter] = useState("");
  const [form, setForm] = useState("table");
  return (
    <>
      <div className={styles["attributeTools"]}>
        <TextInput
          size="xs"
          className={styles["filter"] ?? ""}
          aria-label="Filter attributes"
          placeholder="Filter by key or value"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <SegmentedControl
          size="xs"
          aria-label="Form"
          value={form}
          onChange={setForm}
          data={[
            { value: "table", label: "Table" },
            { value: "json", label: "JSON" },
          ]}
        />
        <CopyButton
          label="Copy all attributes"
          text={() => JSON.stringify({ attributes, resource }, null, 2)}
        />
      </div>
      <Group title="Span" of={attributes} filter={filter} isTable={form === "table"} />
      <Group
        title="Resource: the process that sent it"
        of={resource}
        filter={filter}
        isTable={form === "table"}
      />
    </>
  );
}

type GroupProps = { title: string; of: JsonObject; filter: string; isTable: boolean };

function Group({ title, of, filter, isTable }: GroupProps) {
  const all = Object.entries(of);
  const shown = all.filter(([key, value]) => isFound(key, value, filter));
  const count = shown.length === all.length ? `${all.length}` : `${shown.length} of ${all.length}`;
  return (
    <section className={styles["section"]} aria-label={title}>
      <div className={styles["sectionHead"]}>
        <h3>
          {title} <span className={styles["factNote"]}>{count}</span>
        </h3>
      </div>
      {shown.length === 0 ? (
        <p className={styles["absent"]}>
          {all.length === 0 ? "None were sent." : "None fits the filter."}
        </p>
      ) : isTable ? (
        <Table caption={`Attributes, ${title}`} entries={shown} />
      ) : (
        <div className={styles["box"]}>
          <JsonView value={Object.fromEntries(shown)} />
        </div>
      )}
    </section>
  );
}

function Table({ caption, entries }: { caption: string; entries: readonly [string, Json][] }) {
  return (
    <table className={styles["attributes"]}>
      <caption className="tm-visually-hidden">{caption}</caption>
      <colgroup>
        <col className={styles["keyColumn"]} />
        <col />
        <col className={styles["copyColumn"]} />
      </colgroup>
      <tbody>
        {entries.map(([key, value]) => (
          <tr key={key}>
            <th scope="row">
              <InlineContent text={key} />
            </th>
            <td>
              <TextContent text={textOf(value)} isCode />
            </td>
            <td>
              <CopyButton label={`Copy ${key}`} text={() => textOf(value)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function isFound(key: string, value: Json, filter: string): boolean {
  const sought = filter.trim().toLowerCase();
  return (
    sought === "" ||
    key.toLowerCase().includes(sought) ||
    textOf(value).toLowerCase().includes(sought)
  );
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
