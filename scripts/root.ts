import { dirname } from "node:path";
import { migrationsFolder } from "@/lib/store/migration-list";

/** Where Tidemark is installed: the checkout, or `/app` in the image. */
export const root = dirname(dirname(migrationsFolder()));
