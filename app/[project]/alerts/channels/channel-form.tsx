"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useActionState, useState } from "react";
import { CopyButton } from "@/components/copy-button";
import styles from "../alerts.module.css";
import { createChannelAction } from "./channel-actions";

type ChannelFormProps = { readonly slug: string; readonly hasMail: boolean };

const LEAST = [
  { value: "page", label: "pages only" },
  { value: "ticket", label: "pages and tickets" },
  { value: "info", label: "everything" },
];

export function ChannelForm({ slug, hasMail }: ChannelFormProps) {
  const [made, action, isPending] = useActionState(createChannelAction.bind(null, slug), null);
  const [kind, setKind] = useState("webhook");
  return (
    <form action={action} className={styles["form"]}>
      <div className={styles["row"]}>
        <TextInput name="name" label="Name" required withAsterisk={false} maxLength={100} />
        <NativeSelect
          name="kind"
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={[
            { value: "webhook", label: "webhook, signed" },
            { value: "slack", label: "Slack webhook" },
            {
              value: "email",
              label: hasMail ? "e-mail" : "e-mail (no SMTP set)",
              disabled: !hasMail,
            },
          ]}
        />
        <TextInput
          name="target"
          label={kind === "email" ? "To" : "Address"}
          placeholder={kind === "email" ? "oncall@example.com" : "https://…"}
          required
          withAsterisk={false}
          maxLength={2_000}
          w={320}
        />
        <NativeSelect name="least" label="Is told of" data={LEAST} defaultValue="ticket" />
        <Button type="submit" loading={isPending}>
          Add
        </Button>
      </div>
      {made !== null && "fault" in made ? <p role="alert">{made.fault}</p> : null}
      {made !== null && "secret" in made ? <Made secret={made.secret} /> : null}
    </form>
  );
}

function Made({ secret }: { readonly secret: string | null }) {
  if (secret === null) return <p role="status">Added. Send a test to see that it arrives.</p>;
  return (
    <p role="status" className={styles["row"]}>
      <span>Copy the secret that messages are signed with; it is not shown again.</span>
      <code className={styles["secret"]}>{secret}</code>
      <CopyButton text={secret} label="Copy the secret" />
    </p>
  );
}
