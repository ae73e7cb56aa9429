import type { ClaudeCodeReport } from "@/lib/reports/schema";
import { actorKinds } from "@/lib/reports/vocabulary";

/** People and keys come first, then any other type. */
export function listKinds({ kinds }: ClaudeCodeReport): string[] {
  return [...new Set([...actorKinds, ...kinds.map(({ key }) => key)])];
}
