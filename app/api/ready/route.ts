import { route } from "@/lib/http/route";
import { db } from "@/lib/store/db";

export const dynamic = "force-dynamic";

/** 200 when the database is migrated and this process serves. */
export const GET = route(async () => {
  await db.project.count();
  return { status: "ready" };
});
