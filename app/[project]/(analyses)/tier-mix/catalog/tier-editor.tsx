"use client";

import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from "@tabler/icons-react";
import type { CatalogFaults } from "./actions";
import { AlternativeEditor } from "./alternative-editor";
import styles from "./catalog.module.css";
import { type DraftTier, replaced } from "./catalog-draft";

type TierEditorProps = {
  readonly tier: DraftTier;
  /** Where the tier stands in the draft, as faults name it. */
  readonly path: string;
  readonly faults: CatalogFaults;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onChange: (tier: DraftTier) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
};

/** One tier of a catalog: its name, its level, and the alternatives that tell it. */
export function TierEditor(props: TierEditorProps) {
  const { tier, path, faults, onChange } = props;
  const faultOf = (field: string) => faults[`${path}.${field}`]?.join("; ");
  return (
    <li className={styles["tier"]}>
      <div className={styles["tierHead"]}>
        <TextInput
          label="Tier"
          value={tier.name}
          maxLength={200}
          error={faultOf("name")}
          onChange={({ currentTarget }) => onChange({ ...tier, name: currentTarget.value })}
        />
        <TextInput
          label="Level, 0 is primary"
          inputMode="numeric"
          value={tier.level}
          error={faultOf("level")}
          onChange={({ currentTarget }) => onChange({ ...tier, level: currentTarget.value })}
        />
        <TierButtons {...props} />
      </div>
      {tier.match.map((alternative, index) => (
        <AlternativeEditor
          key={alternative.id}
          alternative={alternative}
          lead={index === 0 ? "when" : "or when"}
          path={`${path}.match.${index}`}
          faults={faults}
          onChange={(next) => onChange({ ...tier, match: replaced(tier.match, index, next) })}
          onRemove={() => onChange({ ...tier, match: tier.match.filter((_, i) => i !== index) })}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onChange({ ...tier, match: [...tier.match, newAlternative()] })}
      >
        {tier.match.length === 0 ? "Tell it by …" : "Or by …"}
      </Button>
    </li>
  );
}

type TierButtonsProps = Omit<TierEditorProps, "path" | "faults" | "onChange">;

function TierButtons({ tier, isFirst, isLast, onMove, onRemove }: TierButtonsProps) {
  const name = tier.name === "" ? "this tier" : tier.name;
  return (
    <div className={styles["icons"]}>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={isFirst}
        aria-label={`Move ${name} up`}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={isLast}
        aria-label={`Move ${name} down`}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={16} />
      </ActionIcon>
    </div>
  );
}

function newAlternative() {
  return {
    id: crypto.randomUUID(),
    conditions: [{ id: crypto.randomUUID(), field: "servedModel" as const, key: "", value: "" }],
  };
}
