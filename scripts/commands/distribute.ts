import { parseArgs } from "node:util";
import { distributeTables, requireCitus, type TablePlacement } from "@/lib/store/distribute";
import { LOCAL_TABLES } from "@/lib/store/distribute-layout";
import type { Command } from "../command";
import { withDatabase } from "../open-database";
import { print, tell } from "../terminal";

export const distribute: Command = {
  name: "distribute",
  usage: "",
  summary: "spread the tables over the nodes of a Citus cluster",
  details:
    "DATABASE_URL names the coordinator. Stop the servers first; with much data it takes long.\n" +
    "Tables that are spread already are left, so it may be run again, as after an update.",
  async run(args) {
    parseArgs({ args: [...args], options: {} });
    return withDatabase(async (db) => {
      const { version, workers } = await requireCitus(db);
      print(`Citus ${version} with ${workers === 1 ? "1 node" : `${workers} nodes`} for data.`);
      if (workers === 0) {
        tell(
          "tidemark: the cluster has no node for data; see citus_add_node in its documentation.",
        );
        return 1;
      }
      await distributeTables(db, (placement) => print(lineOf(placement)));
      print(`${"stays on the coordinator".padEnd(26)}${LOCAL_TABLES.join(", ")}`);
      return 0;
    });
  },
};

const MEANINGS: Readonly<Record<TablePlacement["place"], string>> = {
  "by trace": "spread by trace",
  "by content": "spread by content",
  "on every node": "copied to every node",
};

function lineOf({ table, place, isNew }: TablePlacement): string {
  return `${MEANINGS[place].padEnd(26)}${table}${isNew ? "" : " (was already)"}`;
}
