"use client";

import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { CopyButton } from "@/components/copy-button";
import { KEY_SCOPES, type KeyScope } from "@/lib/domain/key-scope";
import { createKeyAction } from "./key-actions";
import styles from "./settings.module.css";

const MEANINGS: Readonly<Record<KeyScope, string>> = {
  ingest: "send traces",
  read: "read traces and analyses",
  write: "post tiers, changes, scores",
  admin: "manage the project",
};

const LIFETIMES = [
  { value: "0", label: "until it is revoked" },
  { value: "7", label: "for 7 days" },
  { value: "30", label: "for 30 days" },
  { value: "90", label: "for 90 days" },
  { value: "365", label: "for a year" },
];

export function CreateKeyForm({ slug }: { readonly slug: string }) {
  const [created, action, isPending] = useActionState(createKeyAction.bind(null, slug), null);
  return (
    <form action={action} className={styles["form"]}>
      <TextInput name="name" label="Name of the new key" required maxLength={100} w={280} />
      <fieldset>
        <legend>It may</legend>
        {KEY_SCOPES.map((scope) => (
          <Checkbox
            key={scope}
            name="scopes"
            value={scope}
            defaultChecked={scope === "ingest" || scope === "read"}
            label={`${scope}: ${MEANINGS[scope]}`}
          />
        ))}
      </fieldset>
      <NativeSelect name="days" label="It works" data={LIFETIMES} defaultValue="0" w={180} />
      <Button type="submit" loading={isPending}>
        Create key
      </Button>
      {created !== null && "fault" in created ? <p role="alert">{created.fault}</p> : null}
      {created !== null && "key" in created ? (
        <p role="status" className={styles["created"]}>
          <span>Copy the key now; it is not shown again.</span>
          <code>{created.key}</code>
          <CopyButton text={created.key} label="Copy the key" />
        </p>
      ) : null}
    </form>
  );
}
