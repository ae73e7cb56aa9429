import type { ReactNode } from "react";
import { ActivityTabs } from "@/components/activity/activity-tabs";
import { HeaderTabs } from "@/components/shell/header-tabs";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";

export default async function ActivityLayout({ children }: { children: ReactNode }) {
  const { actor } = await permitPage("sync:read");
  return <HeaderTabs tabs={can(actor, "log:read") && <ActivityTabs />}>{children}</HeaderTabs>;
}
