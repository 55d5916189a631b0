"use client";

import { Button, TextInput } from "@mantine/core";
import { useActionState } from "react";
import signIn from "@/app/sign-in/sign-in.module.css";
import { askResetAction } from "./reset-actions";

export function AskForm() {
  const [said, action, isPending] = useActionState(askResetAction, null);
  return (
    <form action={action} className={signIn["form"]}>
      <TextInput
        name="email"
        type="email"
        label="E-mail"
        autoComplete="username"
        required
        withAsterisk={false}
      />
      <Button type="submit" loading={isPending}>
        Send a link
      </Button>
      {said === null ? null : <p role="status">{said}</p>}
    </form>
  );
}
