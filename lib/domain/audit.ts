/** Who changed something. */
export type Actor = {
  readonly kind: "person" | "key" | "server";
  readonly id: string;
  /** As people know them. */
  readonly name: string;
};

/** Whose doing something is, and in which project; null: in the whole server. */
export type Acting = { readonly projectId: number | null; readonly actor: Actor };

/** What is changed, by its kind and name. */
export type AuditSubject = {
  /** Noun and verb: `objective.save`, `key.revoke`. */
  readonly action: string;
  /** Which one. */
  readonly subject: string;
};
