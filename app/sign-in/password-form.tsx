"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import styles from "./sign-in.module.css";
import { signInAction } from "./sign-in-action";

export function PasswordForm() {
  const [refused, action, isPending] = useActionState(signInAction, null);
  return (
    <form action={action} className={styles["form"]}>
      <TextInput
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        required
        withAsterisk={false}
        // What was typed stays when the password was wrong.
        defaultValue={refused?.email ?? ""}
        key={refused?.email ?? ""}
      />
      <PasswordInput
        name="password"
        label="Password"
        autoComplete="current-password"
        required
        withAsterisk={false}
      />
      {refused === null ? null : <p role="alert">{refused.message}</p>}
      <Button type="submit" loading={isPending} fullWidth>
        Sign in
      </Button>
    </form>
  );
}
