import type { Metadata } from "next";
import Link from "next/link";
import signIn from "@/app/sign-in/sign-in.module.css";
import { config } from "@/lib/config";
import { AskForm } from "./ask-form";
import { ChooseForm } from "./choose-form";

export const metadata: Metadata = { title: "New password", referrer: "no-referrer" };

export default async function ResetPage({ searchParams }: PageProps<"/reset-password">) {
  const { token } = await searchParams;
  return (
    <main className={signIn["page"]}>
      <h1>New password</h1>
      {config.mail === null ? (
        <p>
          This server sends no mail. Whoever runs it can sign in with{" "}
          <code>npx tidemark sign-in</code>.
        </p>
      ) : typeof token === "string" ? (
        <ChooseForm token={token} />
      ) : (
        <AskForm />
      )}
      <p>
        <Link href="/sign-in">Sign in</Link>
      </p>
    </main>
  );
}
