"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState, useTransition } from "react";
import { useMay } from "@/components/own-role";
import type { CatalogPreview } from "@/lib/derive/preview-catalog";
import type { CatalogTier } from "@/lib/domain/tiers/tier-catalog";
import { type CatalogFaults, previewCatalogAction, saveCatalogAction } from "./actions";
import styles from "./catalog.module.css";
import { type DraftTier, draftOf, moved, replaced, tiersOfDraft } from "./catalog-draft";
import { PreviewTable } from "./preview-table";
import { TierEditor } from "./tier-editor";

type CatalogEditorProps = {
  readonly slug: string;
  /** Whose catalog it is; null for the project's own. */
  readonly feature: string | null;
  readonly tiers: readonly CatalogTier[];
};

/** Edits a catalog: tiers in the order in which they are tried, each with what tells it. */
export function CatalogEditor({ slug, feature, tiers }: CatalogEditorProps) {
  const [draft, setDraft] = useState<readonly DraftTier[]>(() => draftOf(tiers));
  const [faults, setFaults] = useState<CatalogFaults>({});
  const [preview, setPreview] = useState<CatalogPreview | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [isPreviewing, startPreview] = useTransition();
  const [isSaving, startSave] = useTransition();
  const edit = (next: readonly DraftTier[]) => {
    setDraft(next);
    setPreview(null);
    setSaid(null);
    setFaults({});
  };
  const body = () => ({ feature, tiers: tiersOfDraft(draft) });
  const showPreview = () =>
    startPreview(async () => {
      const answer = await previewCatalogAction(slug, body());
      setFaults("faults" in answer ? answer.faults : {});
      setPreview("faults" in answer ? null : answer.preview);
    });
  const save = () =>
    startSave(async () => {
      const answer = await saveCatalogAction(slug, body());
      setFaults("faults" in answer ? answer.faults : {});
      if ("faults" in answer) return;
      setSaid(answer.isNew ? "Saved. History is being derived again." : "It said so already.");
    });
  const others = Object.entries(faults).filter(([path]) => !path.startsWith("tiers."));
  const mayEdit = useMay("member");
  return (
    <div className={styles["editor"]}>
      <ol className={styles["tiers"]}>
        {draft.map((tier, index) => (
          <TierEditor
            key={tier.id}
            tier={tier}
            path={`tiers.${index}`}
            faults={faults}
            isFirst={index === 0}
            isLast={index === draft.length - 1}
            onChange={(next) => edit(replaced(draft, index, next))}
            onMove={(by) => edit(moved(draft, index, index + by))}
            onRemove={() => edit(draft.filter((_, i) => i !== index))}
          />
        ))}
      </ol>
      {draft.length === 0 ? (
        <p className={styles["muted"]}>
          No tier: requests are told by what their traces say themselves, and by failed attempts.
        </p>
      ) : null}
      {others.map(([path, messages]) => (
        <p key={path} role="alert">{`${path} ${messages.join("; ")}`}</p>
      ))}
      <div className={styles["buttons"]}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => edit([...draft, newTier(draft.length)])}
        >
          Add a tier
        </Button>
        <span className={styles["push"]} role="status">
          {said}
        </span>
        <Button
          variant="default"
          loading={isPreviewing}
          disabled={!mayEdit}
          title={mayEdit ? undefined : "This takes the role member"}
          onClick={showPreview}
        >
          Preview the last 7 days
        </Button>
        <Button loading={isSaving} disabled={!mayEdit} onClick={save}>
          Save and derive again
        </Button>
      </div>
      {preview === null ? null : <PreviewTable slug={slug} preview={preview} />}
    </div>
  );
}

function newTier(place: number): DraftTier {
  return { id: crypto.randomUUID(), name: "", level: String(place), match: [] };
}
