import { auth } from "@/app/auth";

/** Where a provider of identities sends people back to. */
export async function GET(request: Request): Promise<Response> {
  return (await auth()).handler(request);
}
