import type { ActivityRow } from "@/lib/activity/schema";

export function toTargetName({ targetName, targetLabel, targetId }: ActivityRow): string {
  return targetName?.trim() || targetLabel?.trim() || targetId || "";
}
