import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { type ClaudeCodeDimension, noKey, otherKey } from "@/lib/reports/vocabulary";

export const claudeCodeKeys: Record<ClaudeCodeDimension, SQL> = {
  terminal: sql`coalesce(r.terminal_type, ${noKey})`,
  place: sql`case when r.is_remote then 'remote' when not r.is_remote then 'local' else ${otherKey} end`,
  customer: sql`coalesce(r.customer_type, ${noKey})`,
};
