import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccessSection } from "@/components/settings/access-section";
import { PermissionMatrix } from "@/components/settings/permission-matrix";
import { RulesSection } from "@/components/settings/rules-section";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listAccess } from "@/lib/grants/mirror";
import { accessQuery } from "@/lib/grants/queries";
import { listSettings } from "@/lib/settings/list";
import { settingsQuery } from "@/lib/settings/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  const by = await permitPage("settings:read");
  const t = await getTranslations("settings");
  const queries = [
    { ...accessQuery(), queryFn: () => listAccess(by) },
    { ...settingsQuery(), queryFn: () => listSettings(by) },
  ];
  return (
    <Page>
      <PageHeader title={t("title")} />
      <Prefetch queries={queries}>
        <AccessSection canWrite={can(by.actor, "grants:write")} />
        <PermissionMatrix />
        <RulesSection canWrite={can(by.actor, "settings:write")} />
      </Prefetch>
    </Page>
  );
}
