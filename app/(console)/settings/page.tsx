import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "nuqs/server";
import { LogRoleWarning } from "@/components/settings/log-role-warning";
import { SignInWarnings } from "@/components/settings/sign-in-warnings";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { Prefetch } from "@/components/shell/prefetch";
import { tokensQuery } from "@/lib/account/access-tokens/queries";
import { listTokens } from "@/lib/account/access-tokens/store";
import { accessQuery } from "@/lib/account/grants/queries";
import { listAccess } from "@/lib/account/grants/store";
import { getSignInSetup } from "@/lib/account/identities/check-provider";
import { waitingAccountsQuery } from "@/lib/account/identities/queries";
import { listWaiting } from "@/lib/account/identities/store";
import { passkeysQuery } from "@/lib/account/passkeys/queries";
import { listPasskeys } from "@/lib/account/passkeys/store";
import { signInsQuery } from "@/lib/account/sessions/queries";
import { listSignIns } from "@/lib/account/sessions/store";
import { listConfirmingProviders } from "@/lib/account/step-up/state";
import { can } from "@/lib/core/auth/permissions";
import { permitActor, permitPage } from "@/lib/core/auth/permit";
import { listSignInWarnings } from "@/lib/core/auth/trust";
import { getLogRole } from "@/lib/core/db/log-role";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { listChannels } from "@/lib/core/delivery/read-model";
import { settingsQuery } from "@/lib/core/settings/queries";
import { listSettings } from "@/lib/core/settings/read-model";
import { loadSettingsPage } from "@/lib/core/settings/search-params";
import { capabilitiesQuery } from "@/lib/directory/capabilities/queries";
import { listCapabilities } from "@/lib/directory/capabilities/store";
import { unreadableQuery } from "@/lib/directory/unreadable/queries";
import { listUnreadable } from "@/lib/directory/unreadable/read-model";
import { readLogProof } from "@/lib/governance/activity/proof";
import { logProofQuery } from "@/lib/governance/activity/queries";
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
            { ...tokensQuery(), queryFn: () => listTokens(by) },
          ]}
        >
          <LogRoleWarning role={await getLogRole()} />
          <SignInWarnings warnings={listSignInWarnings()} />
          <AccessTab
            canWrite={can(by.actor, "grants:write")}
            canEnd={can(by.actor, "sessions:write")}
            canChange={can(by.actor, "settings:write")}
            signIn={getSignInSetup(by)}
          />
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
