import type { ReactNode } from "react";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { isPartUnavailable } from "@/lib/core/db/parts";

export default async function ServiceAccountsLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("keys:read");
  if (!(await isPartUnavailable("api_keys"))) return children;
  return <NotAvailableState part="api_keys" canOpenSettings={can(actor, "settings:read")} />;
}
