import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function ClaudeCodeLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("claude-code:read");
  if (!(await isPartUnavailable("claude_code"))) return children;
  return <NotAvailableState part="claude_code" canOpenSettings={can(actor, "settings:read")} />;
}
