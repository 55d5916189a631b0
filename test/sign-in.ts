import { request } from "@playwright/test";

/** Uses up the one-time link the app printed and keeps the session for every browser test. */
export default async function signIn(): Promise<void> {
  const link = new URL(process.env["TIDEMARK_SIGN_IN_LINK"] ?? "");
  const context = await request.newContext({ baseURL: link.origin });
  const token = link.searchParams.get("token") ?? "";
  const answer = await context.post("/sign-in/accept", { form: { token }, maxRedirects: 0 });
  if (answer.status() !== 303) throw new Error(`sign-in was answered ${answer.status()}`);
  await context.storageState({ path: "test-results/signed-in.json" });
  await context.dispose();
}
