import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AccountMenu } from "@/components/shell/account-menu";
import { AppShell } from "@/components/shell/app-shell";
import { listNavItems } from "@/components/shell/navigation";
import { Prefetch } from "@/components/shell/prefetch";
import { SandboxBanner } from "@/components/shell/sandbox-banner";
import { SignOutButton } from "@/components/sign-in/sign-out-button";
import { SyncFreshness } from "@/components/sync/sync-freshness";
import { can } from "@/lib/auth/permissions";
import { permitPage } from "@/lib/auth/permit";
import { syncStatusQuery } from "@/lib/sync/queries";
import { getSyncStatus } from "@/lib/sync/status";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const by = await permitPage("sync:read");
  const { persona, name, email } = by.actor;
  const [t, status, items] = await Promise.all([
    getTranslations("shell.persona"),
    getSyncStatus(by),
    listNavItems(persona),
  ]);
  return (
    <Prefetch queries={[{ ...syncStatusQuery(), queryFn: async () => status }]}>
      <AppShell
        organisation={status.organizationName ?? ""}
        items={items}
        banner={status.isSandbox && <SandboxBanner />}
        tools={
          <>
            <SyncFreshness canSync={can(by.actor, "sync:run")} />
            <AccountMenu name={name} email={email} persona={t(persona)} signOut={<SignOutButton />} />
          </>
        }
      >
        {children}
      </AppShell>
    </Prefetch>
  );
}
