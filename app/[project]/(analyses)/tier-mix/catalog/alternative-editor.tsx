"use client";

import { ActionIcon, Button, NativeSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { CatalogFaults } from "./actions";
import styles from "./catalog.module.css";
import {
  CONDITION_FIELDS,
  type ConditionField,
  type DraftAlternative,
  type DraftCondition,
  replaced,
  unusedFields,
  YES_NO_FIELDS,
} from "./catalog-draft";

type AlternativeEditorProps = {
  readonly alternative: DraftAlternative;
  /** The word before its first condition. */
  readonly lead: string;
  readonly path: string;
  readonly faults: CatalogFaults;
  readonly onChange: (alternative: DraftAlternative) => void;
  readonly onRemove: () => void;
};

/** Conditions that must all hold. */
export function AlternativeEditor(props: AlternativeEditorProps) {
  const { alternative, lead, path, faults, onChange, onRemove } = props;
  const { conditions } = alternative;
  const unused = unusedFields(alternative);
  const [next] = unused;
  const change = (next: readonly DraftCondition[]) =>
    next.length === 0 ? onRemove() : onChange({ ...alternative, conditions: next });
  return (
    <fieldset className={styles["alternative"]}>
      <legend className="tm-visually-hidden">{lead} all of these hold</legend>
      {conditions.map((condition, index) => (
        <ConditionEditor
          key={condition.id}
          condition={condition}
          lead={index === 0 ? lead : "and"}
          fields={[condition.field, ...unused]}
          path={path}
          faults={faults}
          onChange={(changed) => change(replaced(conditions, index, changed))}
          onRemove={() => change(conditions.filter((_, i) => i !== index))}
        />
      ))}
      {next === undefined ? null : (
        <Button
          className={styles["and"]}
          variant="subtle"
          size="compact-xs"
          onClick={() =>
            change([...conditions, { id: crypto.randomUUID(), ...emptyCondition(next) }])
          }
        >
          and …
        </Button>
      )}
      {(faults[path] ?? []).map((message) => (
        <p key={message} role="alert">
          {message}
        </p>
      ))}
    </fieldset>
  );
}

type ConditionEditorProps = {
  readonly condition: DraftCondition;
  readonly lead: string;
  /** What it may ask instead. */
  readonly fields: readonly ConditionField[];
  readonly path: string;
  readonly faults: CatalogFaults;
  readonly onChange: (condition: DraftCondition) => void;
  readonly onRemove: () => void;
};

function ConditionEditor(props: ConditionEditorProps) {
  const { condition, lead, fields, path, faults, onChange, onRemove } = props;
  const { field, key, value } = condition;
  const own = `${path}.${field}`;
  const faultOf = (at: string) => faults[at]?.join("; ");
  return (
    <div className={styles["condition"]}>
      <span>{lead}</span>
      <NativeSelect
        className={styles["field"]}
        aria-label="What is asked"
        data={fields.map((known) => ({ value: known, label: CONDITION_FIELDS[known] }))}
        value={field}
        onChange={({ currentTarget }) => {
          const chosen = fields.find((known) => known === currentTarget.value);
          if (chosen) onChange({ id: condition.id, ...emptyCondition(chosen) });
        }}
      />
      {field === "attribute" ? (
        <TextInput
          aria-label="Attribute"
          placeholder="app.route"
          value={key}
          error={faultOf(`${own}.key`)}
          onChange={({ currentTarget }) => onChange({ ...condition, key: currentTarget.value })}
        />
      ) : null}
      {YES_NO_FIELDS.has(field) ? (
        <NativeSelect
          aria-label="Answer"
          data={[
            { value: "true", label: "yes" },
            { value: "false", label: "no" },
          ]}
          value={value}
          onChange={({ currentTarget }) => onChange({ ...condition, value: currentTarget.value })}
        />
      ) : (
        <TextInput
          className={styles["value"]}
          aria-label={`Pattern for ${CONDITION_FIELDS[field]}`}
          placeholder="gpt-5*"
          value={value}
          error={faultOf(own) ?? faultOf(`${own}.glob`)}
          onChange={({ currentTarget }) => onChange({ ...condition, value: currentTarget.value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label="Remove this condition"
        onClick={onRemove}
      >
        <IconX size={14} />
      </ActionIcon>
    </div>
  );
}

function emptyCondition(field: ConditionField): Omit<DraftCondition, "id"> {
  return { field, key: "", value: YES_NO_FIELDS.has(field) ? "true" : "" };
}
