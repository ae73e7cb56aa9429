import "server-only";
import { join } from "node:path";

/** Every command runs in the project's root, where the committed SQL is. */
export const migrationsFolder = join(process.cwd(), "lib", "db", "migrations");
