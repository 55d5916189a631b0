"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import signIn from "@/app/sign-in/sign-in.module.css";
import { joinAction } from "./join-action";

type JoinFormProps = {
  readonly token: string;
  /** Whom it is for; null: whoever has the link. */
  readonly email: string | null;
  /** Who is signed in; null: nobody. */
  readonly joinsAs: string | null;
};

export function JoinForm({ token, email, joinsAs }: JoinFormProps) {
  const [fault, action, isPending] = useActionState(joinAction.bind(null, token), null);
  return (
    <form action={action} className={signIn["form"]}>
      {joinsAs === null ? (
        <>
          <TextInput name="name" label="Your name" autoComplete="name" maxLength={100} />
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            autoComplete="username"
            required
            withAsterisk={false}
            readOnly={email !== null}
            defaultValue={email ?? ""}
          />
          <PasswordInput
            name="password"
            label="Password"
            description="At least 10 characters; your own if you have an account here."
            autoComplete="new-password"
            required
            withAsterisk={false}
            minLength={10}
            maxLength={128}
          />
        </>
      ) : (
        <p>You are signed in as {joinsAs}.</p>
      )}
      {fault === null ? null : <p role="alert">{fault}</p>}
      <Button type="submit" loading={isPending}>
        Join
      </Button>
    </form>
  );
}
