/** Next.js calls this once when the server starts. */
export async function register(): Promise<void> {
  // Next.js replaces this by a constant; it is no setting of ours.
  // biome-ignore lint/style/noProcessEnv: see above
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { startBackgroundWork } = await import("@/app/start-background-work");
  startBackgroundWork();
}
