import { z } from "zod";
import { requireReader } from "@/app/require-reader";
import { AppError } from "@/lib/errors";
import { route } from "@/lib/http/route";
import { parseInput } from "@/lib/parse-input";
import { db } from "@/lib/store/db";
import { findRederiveJob } from "@/lib/store/rederive-jobs";

type Context = { params: Promise<{ id: string }> };

const jobAddress = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });

/** How far one job has come. */
export const GET = route(async (request, { params }: Context) => {
  const { projectId } = await requireReader(request, new Date());
  const { id } = parseInput(jobAddress, await params);
  const job = await findRederiveJob(db, projectId, id);
  if (!job) throw new AppError("not_found", `No rederive job ${id}`);
  return { job };
});
