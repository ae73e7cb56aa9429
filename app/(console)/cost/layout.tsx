import type { ReactNode } from "react";
import { HeaderTabs } from "@/components/shell/header-tabs";
import { NotAvailableState } from "@/components/shell/not-available-state";
import { CostTabs } from "@/components/spend/cost-tabs";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { isPartUnavailable } from "@/lib/db/parts";

export default async function CostLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("cost:read");
  if (await isPartUnavailable("cost"))
    return <NotAvailableState part="cost" canOpenSettings={can(actor, "settings:read")} />;
  return (
    <HeaderTabs tabs={<CostTabs hasStatements={can(actor, "statements:read")} />}>{children}</HeaderTabs>
  );
}
