import "server-only";
import { sql } from "drizzle-orm";
import { toKeys } from "@/lib/money/reports/query/dimension-sql";
import { otherKey } from "@/lib/money/reports/vocabulary";
import { claudeCodeDimension } from "./dimensions";

export const claudeCodeKeys = toKeys(claudeCodeDimension, {
  place: sql`case when r.is_remote then 'remote' when not r.is_remote then 'local' else ${otherKey} end`,
});
