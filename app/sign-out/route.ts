import { auth } from "@/app/auth";

/** Ends the session of the browser that asks. */
export async function POST(request: Request): Promise<Response> {
  await (await auth()).api.signOut({ headers: request.headers });
  return new Response(null, { status: 303, headers: { location: "/sign-in" } });
}
