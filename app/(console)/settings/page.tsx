import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { LogSection } from "@/components/activity/log-section";
import { CapabilitiesSection } from "@/components/capabilities/capabilities-section";
import { ChannelsSection } from "@/components/delivery/channels-section";
import { FindingRulesSection } from "@/components/findings/finding-rules-section";
import { PasskeysSection } from "@/components/passkeys/passkeys-section";
import { SignInsSection } from "@/components/sessions/sign-ins-section";
import { AccessSection } from "@/components/settings/access-section";
import { PermissionMatrix } from "@/components/settings/permission-matrix";
import { RulesSection } from "@/components/settings/rules-section";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { SignInWarnings } from "@/components/settings/sign-in-warnings";
import { SuccessorsSection } from "@/components/settings/successors-section";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Prefetch } from "@/components/shell/prefetch";
import { UnreadableSection } from "@/components/unreadable/unreadable-section";
import { readLogProof } from "@/lib/activity/proof";
import { logProofQuery } from "@/lib/activity/queries";
import { can } from "@/lib/auth/permissions";
import { permitActor, permitPage } from "@/lib/auth/permit";
import { listSignInWarnings } from "@/lib/auth/trust";
import { capabilitiesQuery } from "@/lib/capabilities/queries";
import { listCapabilities } from "@/lib/capabilities/store";
import { channelsQuery } from "@/lib/delivery/queries";
import { listChannels } from "@/lib/delivery/read-model";
import { accessQuery } from "@/lib/grants/queries";
import { listAccess } from "@/lib/grants/store";
import { passkeysQuery } from "@/lib/passkeys/queries";
import { listPasskeys } from "@/lib/passkeys/store";
import { signInsQuery } from "@/lib/sessions/queries";
import { listSignIns } from "@/lib/sessions/store";
import { settingsQuery } from "@/lib/settings/queries";
import { listSettings } from "@/lib/settings/read-model";
import { loadSettingsPage } from "@/lib/settings/search-params";
import { unreadableQuery } from "@/lib/unreadable/queries";
import { listUnreadable } from "@/lib/unreadable/read-model";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("title") };
}

export default async function SettingsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const by = await permitPage("settings:read");
  const t = await getTranslations("settings");
  const { tab } = await loadSettingsPage(searchParams);
  return (
    <Page>
      <PageHeader title={t("title")} />
      <SettingsTabs current={tab} />
      {tab === "access" && (
        <Prefetch
          queries={[
            { ...accessQuery(), queryFn: () => listAccess(by) },
            { ...signInsQuery(), queryFn: () => listSignIns(by) },
            { ...passkeysQuery(), queryFn: () => listPasskeys(by) },
          ]}
        >
          <SignInWarnings warnings={listSignInWarnings()} />
          <AccessSection canWrite={can(by.actor, "grants:write")} />
          <SignInsSection canEnd={can(by.actor, "sessions:write")} />
          <PasskeysSection canRemove={can(by.actor, "sessions:write")} />
          <PermissionMatrix />
        </Prefetch>
      )}
      {tab === "rules" && (
        <Prefetch
          queries={[
            { ...settingsQuery(), queryFn: () => listSettings(by) },
            {
              ...channelsQuery(),
              queryFn: () => listChannels(permitActor(by.actor, "schedules:read")),
            },
          ]}
        >
          <RulesSection canWrite={can(by.actor, "settings:write")} />
          <FindingRulesSection canWrite={can(by.actor, "settings:write")} />
          <ChannelsSection canWrite={can(by.actor, "settings:write")} />
          <SuccessorsSection canWrite={can(by.actor, "settings:write")} />
        </Prefetch>
      )}
      {tab === "key" && (
        <Prefetch
          queries={[
            { ...capabilitiesQuery(), queryFn: () => listCapabilities(by) },
            { ...unreadableQuery(), queryFn: () => listUnreadable(by) },
          ]}
        >
          <CapabilitiesSection />
          <UnreadableSection />
        </Prefetch>
      )}
      {tab === "log" && (
        <Prefetch
          queries={[
            {
              ...logProofQuery(),
              queryFn: () => readLogProof(permitActor(by.actor, "log:read")),
            },
          ]}
        >
          <LogSection />
        </Prefetch>
      )}
    </Page>
  );
}
