"use client";

import { Button, PasswordInput } from "@mantine/core";
import { useActionState } from "react";
import signIn from "@/app/sign-in/sign-in.module.css";
import { chooseResetAction } from "./reset-actions";

export function ChooseForm({ token }: { readonly token: string }) {
  const [fault, action, isPending] = useActionState(chooseResetAction.bind(null, token), null);
  return (
    <form action={action} className={signIn["form"]}>
      <PasswordInput
        name="password"
        label="New password"
        description="At least 10 characters. Every browser is signed out."
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={10}
        maxLength={128}
      />
      <Button type="submit" loading={isPending}>
        Set password
      </Button>
      {fault === null ? null : <p role="alert">{fault}</p>}
    </form>
  );
}
