// The starting code and Next.js load this file as two modules of one process; the global is what they share.
const FIRST_KEYS = Symbol.for("tidemark.first-keys");
const globals = globalThis as { [FIRST_KEYS]?: Map<number, string> };

/**
 * The key made for a project when this process started, so that the first-run page can show it
 * ready to paste. It is in memory only: after a restart nobody knows it any more.
 */
export function firstKeyOf(projectId: number): string | null {
  return globals[FIRST_KEYS]?.get(projectId) ?? null;
}

export function rememberFirstKey(projectId: number, key: string): void {
  globals[FIRST_KEYS] ??= new Map();
  globals[FIRST_KEYS].set(projectId, key);
}
