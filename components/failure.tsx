"use client";

import { Button } from "@mantine/core";
import { Notice } from "./notice";

type FailureProps = {
  /** The server's log has the cause under this id. */
  readonly id: string | undefined;
  readonly onRetry: () => void;
};

/** What a reader sees when a page could not be made. */
export function Failure({ id, onRetry }: FailureProps) {
  return (
    <Notice title="This page could not be loaded">
      <p role="alert">
        The server failed while reading the data for it. Nothing that was stored is lost, and traces
        are still being taken in unless the database itself is away.
      </p>
      <p>
        Try again; when it fails again, look in the server's log
        {id === undefined ? "." : " for this id: "}
        {id === undefined ? null : <code>{id}</code>}
      </p>
      <Button onClick={onRetry}>Try again</Button>
    </Notice>
  );
}
