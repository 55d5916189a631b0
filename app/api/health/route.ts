import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

export const dynamic = "force-dynamic";

/** 200 while this process and its database answer, 503 otherwise. */
export const GET = route(async () => {
  await db.$queryRaw`select 1`;
  return { status: "ok" };
});
