import { rollUpBranchDay, rollUpBranchHour } from "@/lib/store/branch-rollup";
import { type Database, poolOf } from "@/lib/store/database";
import { findKeptSince } from "@/lib/store/retention-mark";
import { takeDirtyHours } from "@/lib/store/rollup-queue";
import { lockRollups, rollUpDay, rollUpHour } from "@/lib/store/tier-rollup";
import { inTransaction } from "@/lib/store/transaction";

const MAX_MARKS = 20_000;
const MS_PER_DAY = 86_400_000;

/**
 * Brings the rollups of all hours that are marked up to date, and the days that hold them. Hours of
 * which retention has removed traces stay as they were counted.
 *
 * @returns how many hours were rolled up
 */
export async function rollUpDirty(db: Database): Promise<number> {
  return inTransaction(poolOf(db), async (client) => {
    const dirty = await takeDirtyHours(client, MAX_MARKS);
    const projects = [...new Set(dirty.map(({ projectId }) => projectId))].sort((a, b) => a - b);
    for (const projectId of projects) {
      await lockRollups(client, projectId);
      const kept = await findKeptSince(client, projectId);
      const hours = dirty
        .filter((one) => one.projectId === projectId && !(kept && one.hour < kept))
        .map(({ hour }) => hour);
      for (const hour of hours) {
        await rollUpHour(client, projectId, hour);
        await rollUpBranchHour(client, projectId, hour);
      }
      const days = new Set(
        hours.map((hour) => Math.floor(hour.getTime() / MS_PER_DAY) * MS_PER_DAY),
      );
      for (const day of days) {
        await rollUpDay(client, projectId, new Date(day));
        await rollUpBranchDay(client, projectId, new Date(day));
      }
    }
    return dirty.length;
  });
}
