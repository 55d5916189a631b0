import { type Figure, mean } from "./figure";
import { findResidentMemory } from "./processes";

const EVERY_MS = 500;
const MEGABYTE = 1e6;

export type MemoryWatch = {
  /** From now on; what came before was warming up. */
  begin(): void;
  stop(): Figure[];
};

/** Looks at a process's memory twice a second. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: { readonly atMs: number; readonly bytes: number }[] = [];
  let begun = 0;
  const timer = setInterval(async () => {
    const bytes = await findResidentMemory(pid);
    if (bytes !== null) samples.push({ atMs: performance.now(), bytes });
  }, EVERY_MS);
  return {
    begin: () => {
      begun = samples.length;
    },
    stop: () => {
      clearInterval(timer);
      if (samples.length === 0) return [{ what: "server memory", value: null, unit: "MB" }];
      const highest = Math.max(...samples.map(({ bytes }) => bytes));
      return [
        {
          what: "server memory, highest of the whole run",
          value: highest / MEGABYTE,
          unit: "MB",
          target: { atMost: 500 },
        },
        ...growth(samples.slice(begun).map(({ bytes }) => bytes)),
      ];
    },
  };
}

/** Flat: what is held at the end is about what was held once all was warm. */
function growth(samples: readonly number[]): Figure[] {
  const third = Math.floor(samples.length / 3);
  if (third === 0) return [];
  const first = mean(samples.slice(0, third));
  const last = mean(samples.slice(-third));
  return [
    {
      what: "  last third of the run against the first",
      value: last / first,
      unit: "ratio",
      target: { atMost: 1.2 },
    },
  ];
}
