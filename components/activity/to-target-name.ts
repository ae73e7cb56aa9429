import type { ActivityRow } from "@/lib/activity/schema";

export function toTargetName({ targetLabel, targetId }: ActivityRow): string {
  return targetLabel?.trim() || targetId || "";
}
