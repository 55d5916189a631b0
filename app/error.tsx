"use client";

import { Failure } from "@/components/failure";

type ErrorProps = { readonly error: Error & { digest?: string }; readonly reset: () => void };

export default function ErrorPage({ error, reset }: ErrorProps) {
  return <Failure id={error.digest} onRetry={reset} />;
}
