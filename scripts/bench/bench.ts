import type { Database } from "@/lib/store/database";
import type { Figure } from "./figure";
import type { BenchOptions } from "./options";
import type { ServerUnderTest } from "./server-under-test";

/** What every part measures with. */
export type Bench = {
  readonly server: ServerUnderTest;
  /** The server's database, from the outside. */
  readonly db: Database;
  readonly options: BenchOptions;
};

export type Measure = (bench: Bench) => Promise<Figure[]>;
