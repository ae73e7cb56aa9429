import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccessSection } from "@/components/settings/access-section";
import { PermissionMatrix } from "@/components/settings/permission-matrix";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Prefetch } from "@/components/shell/prefetch";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { listAccess } from "@/lib/grants/mirror";
import { accessQuery } from "@/lib/grants/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage() {
  const by = await permitPage("settings:read");
  const t = await getTranslations("settings");
  return (
    <Page>
      <PageHeader title={t("title")} />
      <Prefetch queries={[{ ...accessQuery(), queryFn: () => listAccess(by) }]}>
        <AccessSection canWrite={can(by.actor, "grants:write")} />
      </Prefetch>
      <PermissionMatrix />
    </Page>
  );
}
