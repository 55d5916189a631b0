import type { TextChange } from "../alignment/text-diff";
import type { Json } from "../span";

/** A leaf of structured data that differs. */
export type JsonChange = {
  /** JSON pointer (RFC 6901); empty for the whole value. */
  readonly pointer: string;
  readonly change: "added" | "removed" | "changed";
  /** Null where the leaf is missing; `change` tells that from a null that was sent. */
  readonly a: Json;
  readonly b: Json;
};

export type DocumentChange = {
  /** The document's id, or a short digest of its content when it has none. */
  readonly id: string;
  readonly change: "kept" | "added" | "removed" | "moved";
  /** From 1; null where it was not returned. */
  readonly rankA: number | null;
  readonly rankB: number | null;
  readonly scoreA: number | null;
  readonly scoreB: number | null;
  /** Same id, other content. Null where content is not recorded. */
  readonly isContentChanged: boolean | null;
};

export type RetrievalDiff = {
  readonly queryA: string | null;
  readonly queryB: string | null;
  readonly indexA: string | null;
  readonly indexB: string | null;
  /** By A's rank, then the added ones by B's. */
  readonly documents: readonly DocumentChange[];
  /** Shared documents over all, 0 … 1; null when neither returned any. */
  readonly jaccard: number | null;
  /** Rank-biased overlap, p = 0.9, 0 … 1; null when neither returned any. */
  readonly rankOverlap: number | null;
  /** Kendall's τ of the shared documents, −1 … 1; null with fewer than two. */
  readonly tau: number | null;
  /** The same documents in another order. */
  readonly isShuffled: boolean;
};

/** One message of a conversation that differs. */
export type MessageDiff = {
  /** Position in A's and B's list, from 0; null where it is missing. */
  readonly a: number | null;
  readonly b: number | null;
  readonly role: string;
  readonly change: "added" | "removed" | "changed";
  /** By sentence. */
  readonly sentences: readonly TextChange[];
};

/** What differs inside one pair of steps, from what decides to what only reads differently. */
export type StepDetail = {
  /** One line. */
  readonly summary: string;
  /** Features that made the difference material: `tool_calls`, `branch`, `status`, `numbers`, … */
  readonly features: readonly string[];
  /** A tool's arguments, or those of the tool calls a model asked for. */
  readonly arguments: readonly JsonChange[];
  /** Structured output, and structured input of steps that are no tools. */
  readonly values: readonly JsonChange[];
  readonly retrieval: RetrievalDiff | null;
  /** Input messages first, then output messages; only those that differ. */
  readonly input: readonly MessageDiff[];
  readonly output: readonly MessageDiff[];
  /** More differed than is listed. */
  readonly isCut: boolean;
};
