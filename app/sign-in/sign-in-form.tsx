"use client";

import { useEffect, useRef } from "react";
import styles from "./sign-in.module.css";

/**
 * Spends the link as soon as a person's browser runs it. Programs that only fetch the page to
 * preview the link run no script and press no button.
 */
export function SignInForm({ token }: { readonly token: string }) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.requestSubmit(), []);
  return (
    <form ref={form} method="post" action="/sign-in/accept">
      <p>Signing this browser in.</p>
      <input type="hidden" name="token" value={token} />
      <button type="submit" className={styles["button"]}>
        Sign in
      </button>
    </form>
  );
}
