import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { LogRoleWarning } from "@/components/settings/log-role-warning";
import { SignInWarnings } from "@/components/settings/sign-in-warnings";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Prefetch } from "@/components/shell/prefetch";
import { readLogProof } from "@/lib/activity/proof";
import { logProofQuery } from "@/lib/activity/queries";
import { can } from "@/lib/auth/permissions";
import { permitActor, permitPage } from "@/lib/auth/permit";
import { listSignInWarnings } from "@/lib/auth/trust";
import { capabilitiesQuery } from "@/lib/capabilities/queries";
import { listCapabilities } from "@/lib/capabilities/store";
import { getLogRole } from "@/lib/db/log-role";
import { channelsQuery } from "@/lib/delivery/queries";
import { listChannels } from "@/lib/delivery/read-model";
import { accessQuery } from "@/lib/grants/queries";
import { listAccess } from "@/lib/grants/store";
import { waitingAccountsQuery } from "@/lib/identities/queries";
import { listWaiting } from "@/lib/identities/store";
import { passkeysQuery } from "@/lib/passkeys/queries";
import { listPasskeys } from "@/lib/passkeys/store";
import { signInsQuery } from "@/lib/sessions/queries";
import { listSignIns } from "@/lib/sessions/store";
import { settingsQuery } from "@/lib/settings/queries";
import { listSettings } from "@/lib/settings/read-model";
import { loadSettingsPage } from "@/lib/settings/search-params";
import { listConfirmingProviders } from "@/lib/step-up/state";
import { unreadableQuery } from "@/lib/unreadable/queries";
import { listUnreadable } from "@/lib/unreadable/read-model";
import { AccessTab, KeyTab, LogTab, RulesTab } from "./tabs";

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
      {tab === "access" && (
        <Prefetch
          queries={[
            { ...accessQuery(), queryFn: () => listAccess(by) },
            { ...waitingAccountsQuery(), queryFn: () => listWaiting(by) },
            { ...signInsQuery(), queryFn: () => listSignIns(by) },
            { ...passkeysQuery(), queryFn: () => listPasskeys(by) },
          ]}
        >
          <LogRoleWarning role={await getLogRole()} />
          <SignInWarnings warnings={listSignInWarnings()} />
          <AccessTab canWrite={can(by.actor, "grants:write")} canEnd={can(by.actor, "sessions:write")} />
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
          <RulesTab
            canWrite={can(by.actor, "settings:write")}
            providers={await listConfirmingProviders(by)}
          />
        </Prefetch>
      )}
      {tab === "key" && (
        <Prefetch
          queries={[
            { ...capabilitiesQuery(), queryFn: () => listCapabilities(by) },
            { ...unreadableQuery(), queryFn: () => listUnreadable(by) },
          ]}
        >
          <KeyTab />
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
          <LogTab />
        </Prefetch>
      )}
    </Page>
  );
}
