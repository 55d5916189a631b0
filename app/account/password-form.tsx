"use client";

import { Button, PasswordInput } from "@mantine/core";
import { useActionState } from "react";
import styles from "./account.module.css";
import { savePasswordAction } from "./account-actions";

export function PasswordForm({ hasPassword }: { readonly hasPassword: boolean }) {
  const [outcome, action, isPending] = useActionState(savePasswordAction, null);
  return (
    <form action={action} className={styles["form"]}>
      {hasPassword ? (
        <PasswordInput
          name="current"
          label="Password as it is"
          autoComplete="current-password"
          required
        />
      ) : null}
      <PasswordInput
        name="password"
        label="New password"
        description="At least 10 characters. Other browsers are signed out."
        autoComplete="new-password"
        required
        minLength={10}
        maxLength={128}
      />
      <Button type="submit" loading={isPending}>
        {hasPassword ? "Change password" : "Set password"}
      </Button>
      {outcome === "saved" ? <p role="status">Saved.</p> : null}
      {outcome !== null && outcome !== "saved" ? <p role="alert">{outcome.fault}</p> : null}
    </form>
  );
}
