import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function InvitesLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("invites:read");
  if (!(await isPartUnavailable("invites"))) return children;
  return <NotAvailableState part="invites" canOpenSettings={can(actor, "settings:read")} />;
}
