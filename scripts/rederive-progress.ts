import { z } from "zod";

/** A job as the server tells it. */
export const rederiveJob = z.object({
  id: z.number(),
  total: z.number().nullable(),
  done: z.number(),
  finishedAt: z.string().nullable(),
  error: z.string().nullable(),
});
export type RederiveJob = z.output<typeof rederiveJob>;

/** The job was at `done` traces when it was first looked at, so long ago. */
export type Since = { readonly done: number; readonly elapsedMs: number };

/** How a job stands, in one line; the rate is that of the time it has been watched. */
export function formatRederive(job: RederiveJob, since: Since): string {
  const { id, total, done, finishedAt, error } = job;
  const traces = `${done}/${total ?? "?"} traces`;
  const parts = [`job ${id}: ${traces}`, ...rateOf(done - since.done, since.elapsedMs)];
  if (finishedAt !== null) parts.push("finished");
  else if (total === null) parts.push("waiting for a worker");
  else if (done >= total) parts.push("waiting for the last of them");
  return [...parts, ...(error === null ? [] : [error])].join(", ");
}

function rateOf(traces: number, elapsedMs: number): string[] {
  if (traces <= 0 || elapsedMs <= 0) return [];
  return [`${Math.round((1_000 * traces) / elapsedMs)}/s`];
}
