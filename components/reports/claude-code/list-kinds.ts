import type { ClaudeCodeReport } from "@/lib/reports/claude-code/schema";
import { actorKinds } from "@/lib/reports/vocabulary";

export function listKinds({ kinds }: ClaudeCodeReport): string[] {
  return [...new Set([...actorKinds, ...kinds.map(({ key }) => key)])];
}
