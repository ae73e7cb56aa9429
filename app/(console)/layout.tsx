import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { listObjectOperations } from "@/components/palette/object-operations";
import { listOperations } from "@/components/palette/operations";
import { PaletteLauncher } from "@/components/palette/palette-launcher";
import { IdleWatch } from "@/components/sessions/idle-watch";
import { SignOutEverywhere } from "@/components/sessions/sign-out-everywhere";
import { AccountMenu } from "@/components/shell/account-menu";
import { AppShell } from "@/components/shell/app-shell";
import { Banner } from "@/components/shell/banner";
import { ConsoleFacts } from "@/components/shell/console-facts";
import { listPlaces } from "@/components/shell/navigation";
import { PaperNotice } from "@/components/shell/paper-notice";
import { Prefetch } from "@/components/shell/prefetch";
import { UnsavedGuard } from "@/components/shell/unsaved-guard";
import { Waiting } from "@/components/shell/waiting";
import { SignOut } from "@/components/sign-in/sign-out";
import { StepUpDialog } from "@/components/step-up/step-up-dialog";
import { SyncFreshness } from "@/components/sync/sync-freshness";
import { ResetButton } from "@/components/trial/reset-button";
import { syncStatusQuery } from "@/lib/across/sync/queries";
import { getSyncStatus } from "@/lib/across/sync/status";
import { can } from "@/lib/core/auth/permissions";
import { permitPage } from "@/lib/core/auth/permit";
import { getSetting } from "@/lib/core/settings/store";
import { countWaitingReviews } from "@/lib/governance/reviews/own-read-model";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const by = await permitPage("sync:read");
  const { persona, name, email } = by.actor;
  const nonce = (await headers()).get("x-nonce") ?? "";
  const [t, status] = await Promise.all([getTranslations("shell.persona"), getSyncStatus(by)]);
  const reviews = (
    <Suspense key="reviews">
      <Waiting count={countWaitingReviews(by).catch(() => 0)} />
    </Suspense>
  );
  const places = await listPlaces(persona, status.unavailable, { reviews });
  const pages = places.flatMap((place) => place.pages);
  const palette = {
    operations: listOperations(by.actor, pages),
    objectOperations: listObjectOperations(by.actor, pages),
    person: by.actor.id,
  };
  const facts = {
    places,
    maySchedule: can(by.actor, "schedules:write"),
    hasTwoPersonRule: await getSetting("two_person_rule"),
  };
  const toNotices = (place: "row" | "bar") => (
    <>
      {status.isSandbox && (
        <Banner about="sandbox" place={place}>
          {can(by.actor, "sandbox:reset") && <ResetButton />}
        </Banner>
      )}
      {by.actor.isReadOnly && <Banner about="readOnly" place={place} />}
    </>
  );
  return (
    <Prefetch queries={[{ ...syncStatusQuery(), queryFn: async () => status }]}>
      <ConsoleFacts value={facts}>
        <AppShell
          organization={status.organizationName ?? ""}
          notices={{
            row: toNotices("row"),
            bar: toNotices("bar"),
            paper: status.isSandbox && <PaperNotice nonce={nonce} />,
          }}
          tools={
            <>
              <PaletteLauncher content={palette} />
              <SyncFreshness canSync={can(by.actor, "sync:run")} />
              <AccountMenu
                name={name}
                email={email}
                persona={t(persona)}
                signOut={
                  <>
                    <SignOut />
                    {can(by.actor, "me:write") && <SignOutEverywhere />}
                  </>
                }
              />
            </>
          }
        >
          <IdleWatch />
          <StepUpDialog />
          <UnsavedGuard />
          {children}
        </AppShell>
      </ConsoleFacts>
    </Prefetch>
  );
}
