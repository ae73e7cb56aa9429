import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import { actorKinds } from "@/lib/money/reports/vocabulary";

export function listKinds({ kinds }: ClaudeCodeReport): string[] {
  return [...new Set([...actorKinds, ...kinds.map(({ key }) => key)])];
}
