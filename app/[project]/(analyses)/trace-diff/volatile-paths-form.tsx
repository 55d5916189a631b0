"use client";

import { Button, Textarea } from "@mantine/core";
import { type FormEvent, useState, useTransition } from "react";
import { useMay } from "@/components/own-role";
import styles from "./trace-diff.module.css";
import { saveVolatilePathsAction } from "./volatile-paths-actions";

type VolatilePathsFormProps = { readonly slug: string; readonly paths: readonly string[] };

/** What the project leaves out of every comparison. */
export function VolatilePathsForm({ slug, paths }: VolatilePathsFormProps) {
  const saved = paths.join("\n");
  const [text, setText] = useState(saved);
  const [fault, setFault] = useState<string | null>(null);
  const [isSaving, startSaving] = useTransition();
  const save = (event: FormEvent) => {
    event.preventDefault();
    startSaving(async () => setFault(await saveVolatilePathsAction(slug, text)));
  };
  const mayEdit = useMay("member");
  return (
    <details className={styles["prompt"]}>
      <summary>
        {paths.length === 0 ? "Leave out more" : `Paths of this project: ${paths.length}`}
      </summary>
      <form onSubmit={save} className={styles["paths"]}>
        <Textarea
          label="Paths that are not compared in this project, one a line"
          placeholder={"/result/etag\n/result/items/*/fetched\nnonce"}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={fault}
        />
        <Button
          type="submit"
          size="compact-sm"
          loading={isSaving}
          disabled={!mayEdit || text === saved}
        >
          Save and compare again
        </Button>
      </form>
    </details>
  );
}
