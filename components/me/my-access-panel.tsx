"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, KeyRound, Layers } from "lucide-react";
import { useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { useRoleName } from "@/components/directory/use-role-name";
import { WorkFigures } from "@/components/directory/work-figures";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { LoadingHistory } from "@/components/shell/loading-history";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { HistoryProvider } from "@/components/shell/read-history";
import { Section } from "@/components/shell/section";
import { Amount } from "@/components/ui/display/amount";
import { DateText } from "@/components/ui/display/date-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import { myAccessQuery } from "@/lib/account/me/queries";
import type { MyAccess } from "@/lib/account/me/schema";
import { expiringDays } from "@/lib/core/organization/vocabulary";
import { AskForMore } from "./ask-for-more";
import { MyRole } from "./my-role";
import { useMyKeyColumns, useMyWorkspaceColumns } from "./use-my-columns";

export function MyAccessPanel() {
  const t = useTranslations("me");
  const { data, error, refetch } = useQuery(myAccessQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <PageHeader title={t("title")} description={<Standing member={data.member} />} />
      <MyRole persona={data.persona} permissions={data.permissions} />
      <Section title={t("workspaces")}>
        <MyWorkspaces workspaces={data.workspaces} />
      </Section>
      <AskForMore persona={data.persona} admins={data.admins} workspaces={data.workspaces} />
      <Section title={t("keys")}>
        <ExpiringNote keys={data.keys} />
        <HistoryProvider loading={data.loading}>
          <MyKeys keys={data.keys} spend={data.spend} />
        </HistoryProvider>
      </Section>
      <Section title={t("spend.title", { days: data.windowDays })} text={t("spend.note")}>
        {data.loading ? <LoadingHistory loading={data.loading} /> : <MySpend spend={data.spend} />}
      </Section>
      <Section title={t("claudeCode", { days: data.windowDays })}>
        {data.loading ? <LoadingHistory loading={data.loading} /> : <WorkFigures sums={data.claudeCode} />}
      </Section>
      {/* Last, because it comes and goes while a page is open. */}
      <IncompleteLately reports={["usage", "claude-code"]} days={data.windowDays} />
    </>
  );
}

function Standing({ member }: { member: MyAccess["member"] }) {
  const t = useTranslations("me");
  const toName = useRoleName();
  if (!member) return t("outside");
  return t.rich("role", {
    role: toName(member.role),
    since: () => (member.addedAt ? <DateText at={member.addedAt} show="day" /> : "–"),
  });
}

function MyWorkspaces({ workspaces }: Pick<MyAccess, "workspaces">) {
  const t = useTranslations("me");
  return (
    <Table
      label={t("workspaces")}
      columns={useMyWorkspaceColumns()}
      rows={toRows(workspaces, ({ id }) => id)}
      empty={<EmptyState icon={<Layers />} title={t("noWorkspacesTitle")} text={t("noWorkspacesText")} />}
    />
  );
}

function MyKeys({ keys, spend }: Pick<MyAccess, "keys" | "spend">) {
  const t = useTranslations("me");
  return (
    <Table
      label={t("keys")}
      columns={useMyKeyColumns(keys, spend.isEstimate)}
      lines={2}
      rows={toRows(keys, ({ id }) => id)}
      empty={<EmptyState icon={<KeyRound />} title={t("noKeysTitle")} text={t("noKeysText")} />}
    />
  );
}

/** Which of one's keys stop by themselves soon, first those that stop first. */
function ExpiringNote({ keys }: Pick<MyAccess, "keys">) {
  const t = useTranslations("me");
  const expiring = keys
    .filter(({ isExpiring }) => isExpiring)
    .toSorted((a, b) => (a.expiresAt ?? "").localeCompare(b.expiresAt ?? ""));
  if (expiring.length === 0) return null;
  return (
    <div role="note" className="flex gap-3 rounded-lg bg-warn-soft px-4 py-2.5 text-warn">
      <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0">
        <p>{t("expiring", { count: expiring.length, days: expiringDays })}</p>
        <ul>
          {expiring.map(({ id, name, expiresAt }) => (
            <li key={id}>
              {t.rich("expiresOn", {
                name: toVendorText(name.trim() || id, "font-medium"),
                day: () => <DateText at={expiresAt} show="day" />,
              })}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function MySpend({
  spend: { keysCents, keysOtherCents, isEstimate, ownCents, ownOtherCents },
}: {
  spend: MyAccess["spend"];
}) {
  const t = useTranslations("me.spend");
  return (
    <Facts>
      <Fact name={t("keys")}>
        <Amount cents={keysCents} others={keysOtherCents} />{" "}
        <AmountKindBadge of={isEstimate ? "estimated" : "reported"} />
      </Fact>
      <Fact name={t("own")}>
        {ownCents === null ? (
          t("ownMissing")
        ) : (
          <>
            <Amount cents={ownCents} others={ownOtherCents} /> <AmountKindBadge of="reported" />
          </>
        )}
      </Fact>
    </Facts>
  );
}
