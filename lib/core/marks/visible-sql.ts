import "server-only";
import { and, type SQL, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { findings } from "@/lib/core/db/finding-tables";
import { isMaskOn, isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { visibleTo } from "@/lib/core/organization/visibility";
import { findingRuleNames, isOfPeople, listRulesOf } from "./vocabulary";

const ofKeys = listRulesOf("key");
const ofPeople = findingRuleNames.filter(isOfPeople);

/** Rows of `findings` that the actor may see: leads, those of their workspaces; while names are masked, none of what a person did. */
export function isVisibleFinding(actor: Pick<Actor, "workspaceIds">): SQL {
  const visible = and(
    visibleTo(actor).inWorkspace(findings.workspaceId),
    sql`(${findings.rule} not in ${ofKeys} or ${isShownByItself(sql`${findings.subjectId}`)})`,
    sql`(${findings.rule} not in ${ofPeople} or not ${isMaskOn})`,
  );
  return visible ?? sql`false`;
}
