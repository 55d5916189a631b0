import { setTimeout as sleep } from "node:timers/promises";
import type { Bench } from "./bench";
import type { Figure } from "./figure";
import { findProcessUse } from "./processes";
import { settle } from "./settle";

const MEGABYTE = 1e6;
/** Programs do a little more just after they have started. */
const REST_MS = 5_000;

/** What server and database take together when nobody asks for anything. */
export async function measureIdle({ server, db, options }: Bench): Promise<Figure[]> {
  await settle(db);
  await sleep(options.isQuick ? 1_000 : REST_MS);
  const seconds = options.isQuick ? 5 : 30;
  const before = await findProcessUse(server.pid);
  await sleep(seconds * 1_000);
  const after = await findProcessUse(server.pid);
  const isKnown = before !== null && after !== null;
  const share = isKnown ? (after.cpuSeconds - before.cpuSeconds) / seconds : null;
  return [
    {
      what: "idle server and database, share of a core",
      value: share === null ? null : share * 100,
      unit: "%",
      target: { atMost: 1 },
    },
    {
      what: "  memory together",
      value: isKnown ? after.memory / MEGABYTE : null,
      unit: "MB",
      target: { atMost: 300 },
    },
  ];
}
