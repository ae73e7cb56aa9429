import "server-only";
import { sql } from "drizzle-orm";

/** Folds case and sorts the same in both databases, whatever the server's locale. */
export const unicode = sql.raw('collate "und-x-icu"');
