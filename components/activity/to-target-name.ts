import type { ActivityRow } from "@/lib/governance/activity/schema";

export function toTargetName({ targetName, targetLabel, targetId }: ActivityRow): string {
  return targetName?.trim() || targetLabel?.trim() || targetId || "";
}
