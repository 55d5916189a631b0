import type { DBAdapter, Where } from "better-auth";
import { tokenHash } from "./secret-token";

type Query = { readonly model: string; readonly where?: Where[] | undefined };

/**
 * A database adapter that keeps only the SHA-256 of session tokens, so that a stolen database signs
 * nobody in. Callers go on working with the tokens that browsers hold.
 */
export function withHashedSessions(adapter: DBAdapter): DBAdapter {
  return {
    ...adapter,
    create: async (query) => {
      if (query.model !== "session") return adapter.create(query);
      const token = String(query.data["token"]);
      const made = await adapter.create({
        ...query,
        data: { ...query.data, token: digest(token) },
      });
      return { ...made, token } as never;
    },
    findOne: async (query) => giveBack(query, await adapter.findOne(folded(query))),
    findMany: (query) => adapter.findMany(folded(query)),
    count: (query) => adapter.count(folded(query)),
    update: async (query) => giveBack(query, await adapter.update(folded(query))),
    updateMany: (query) => adapter.updateMany(folded(query)),
    delete: (query) => adapter.delete(folded(query)),
    deleteMany: (query) => adapter.deleteMany(folded(query)),
    transaction: (work) =>
      adapter.transaction((inner) =>
        work(withHashedSessions({ ...inner, transaction: adapter.transaction } as DBAdapter)),
      ),
  };
}

const digest = (token: string) => tokenHash(token).toString("base64url");

/** The same question, asked of what is stored. */
function folded<Q extends Query>(query: Q): Q {
  if (query.model !== "session" || !query.where) return query;
  const where = query.where.map((part) => {
    if (part.field !== "token") return part;
    const { value } = part;
    if (Array.isArray(value)) return { ...part, value: value.map((one) => digest(String(one))) };
    return typeof value === "string" ? { ...part, value: digest(value) } : part;
  });
  return { ...query, where };
}

/** The answer with the token that was asked for in place of what is stored of it. */
function giveBack<Row>(query: Query, row: Row): Row {
  const token = query.where?.find(({ field }) => field === "token")?.value;
  if (query.model !== "session" || row === null || typeof token !== "string") return row;
  return { ...row, token };
}
