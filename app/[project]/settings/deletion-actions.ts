"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { actingIn, noteDone } from "@/app/audited";
import { requireProject } from "@/app/require-project";
import { db } from "@/lib/store/db";
import { countTracesOfUser, deleteTraces, deleteTracesOfUser } from "@/lib/store/trace-deletion";

const name = z.string().min(1).max(1_000);

/** Removes a trace for good and goes back to the list. */
export async function deleteTraceAction(slug: string, traceId: string): Promise<void> {
  const project = await requireProject(slug, "admin");
  const wanted = name.parse(traceId);
  const removed = await deleteTraces(db, project.id, [wanted], new Date());
  await noteDone(actingIn(project), { action: "trace.delete", subject: wanted }, removed);
  revalidatePath(`/${slug}/traces`);
  redirect(`/${slug}/traces`);
}

/** How many traces a user of the product has, before they are removed. */
export async function countUserTracesAction(slug: string, userId: string): Promise<number> {
  const project = await requireProject(slug, "admin");
  return countTracesOfUser(db, project.id, name.parse(userId));
}

/** Removes every trace of a user of the product for good; returns how many. */
export async function deleteUserTracesAction(slug: string, userId: string): Promise<number> {
  const project = await requireProject(slug, "admin");
  const wanted = name.parse(userId);
  const removed = await deleteTracesOfUser(db, project.id, wanted, new Date());
  await noteDone(actingIn(project), { action: "user.delete", subject: wanted }, removed);
  revalidatePath(`/${slug}`, "layout");
  return removed.traces;
}
