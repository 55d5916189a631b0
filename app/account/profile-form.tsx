"use client";

import { Button, TextInput } from "@mantine/core";
import { useActionState } from "react";
import styles from "./account.module.css";
import { saveProfileAction } from "./account-actions";

export function ProfileForm({ name, email }: { readonly name: string; readonly email: string }) {
  const [outcome, action, isPending] = useActionState(saveProfileAction, null);
  return (
    <form action={action} className={styles["form"]}>
      <TextInput name="name" label="Name" required maxLength={100} defaultValue={name} />
      <TextInput
        name="email"
        type="email"
        label="E-mail"
        required
        maxLength={320}
        defaultValue={email}
      />
      <Button type="submit" loading={isPending}>
        Save
      </Button>
      {outcome === "saved" ? <p role="status">Saved.</p> : null}
      {outcome !== null && outcome !== "saved" ? <p role="alert">{outcome.fault}</p> : null}
    </form>
  );
}
