import { z } from "zod";

const text = z.string().max(200).optional();
const fields = z.object({
  action: text,
  actor: text,
  q: text,
  cursor: z.coerce.number().int().min(1).optional(),
});

/** What the page's address asks for; a parameter that does not fit asks for nothing. */
export function readAuditRequest(search: Readonly<Record<string, unknown>>) {
  const { action, actor, q, cursor } = fields.catch({}).parse(search);
  const filter = { action: action || null, actor: actor || null, text: q || null };
  return { filter, cursor: cursor ?? null };
}
