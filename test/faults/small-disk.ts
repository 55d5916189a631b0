import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own for a test, in memory. */
export type SmallDisk = {
  readonly path: string;
  /** Takes all the room there is. */
  fill(): Promise<void>;
  /** Gives it back. */
  free(): void;
  remove(): void;
};

const MIB = 1024 * 1024;

/** Undefined where this account may not mount one. */
export function mountSmallDisk(sizeMib: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), "tidemark-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${sizeMib}m`, "tmpfs", path]);
  if (status !== 0) {
    rmdirSync(path);
    return undefined;
  }
  chmodSync(path, 0o755);
  const filler = join(path, "filler");
  return {
    path,
    fill: async () => {
      for (let size = MIB; size >= 1024; size /= 2) {
        for (let hasRoom = true; hasRoom; ) hasRoom = await grow(filler, size);
      }
    },
    free: () => writeFileSync(filler, ""),
    remove: () => {
      rmSync(filler, { force: true });
      // A database that is just ending may still have a file open.
      spawnSync("umount", ["--lazy", path]);
      rmdirSync(path);
    },
  };
}

/** Whether there was room. */
async function grow(file: string, bytes: number): Promise<boolean> {
  try {
    await appendFile(file, Buffer.alloc(bytes));
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") return false;
    throw error;
  }
}
