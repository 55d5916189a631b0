import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** By then everything that starts has started. */
const AFTER_MS = 8_000;

type Collect = (how: {
  readonly type: "major";
  readonly execution: "sync";
  readonly flavor: "last-resort";
}) => void;

/**
 * Gives back, once, what starting up took and nobody needs any more. The engine would do so at its next
 * large collection, which a server that nobody asks for anything does not come to.
 */
export function releaseStartupMemory(): void {
  setFlagsFromString("--expose-gc");
  const collect: Collect = runInNewContext("gc");
  setTimeout(() => collect({ type: "major", execution: "sync", flavor: "last-resort" }), AFTER_MS)
    // Whoever stops the server sooner does not wait for it.
    .unref();
}
