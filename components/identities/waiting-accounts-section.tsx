"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { Section } from "@/components/shell/section";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { waitingAccountsQuery } from "@/lib/account/identities/queries";
import type { WaitingAccount } from "@/lib/account/identities/schema";

const LetInDialog = onDemand(() => import("./let-in-dialog").then((file) => file.LetInDialog));

/** Shown only while somebody waits. */
export function WaitingAccountsSection({ canLetIn }: { canLetIn: boolean }) {
  const t = useTranslations("identities");
  const { data, error, refetch } = useQuery(waitingAccountsQuery());
  const [asked, setAsked] = useState<WaitingAccount>();
  const columns = useWaitingColumns(canLetIn ? setAsked : undefined);
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data || data.length === 0) return null;
  return (
    <Section title={t("title")} text={t("text")}>
      <Table label={t("title")} columns={columns} rows={toRows(data, ({ id }) => id)} />
      {asked && <LetInDialog waiting={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}

function useWaitingColumns(onAsk: ((row: WaitingAccount) => void) | undefined): Column<WaitingAccount>[] {
  const t = useTranslations("identities");
  return useMemo(
    () => [
      {
        id: "email",
        header: t("person"),
        cell: ({ email, method }) => (
          <CardLines detail={<SignInMethod method={method} />}>
            <VendorText className="truncate font-medium">{email}</VendorText>
          </CardLines>
        ),
      },
      {
        id: "known",
        header: t("known"),
        width: 150,
        cell: ({ known }) => <SignInMethod method={known.method} />,
      },
      {
        id: "method",
        header: t("waiting"),
        width: 150,
        cell: ({ method }) => <SignInMethod method={method} />,
      },
      {
        id: "lastTriedAt",
        header: t("lastTried"),
        width: 170,
        card: "value",
        cell: ({ lastTriedAt }) => <DateText at={lastTriedAt} />,
      },
      ...(onAsk
        ? [
            {
              id: "actions",
              header: t("actions"),
              isHeaderHidden: true,
              width: 110,
              cell: (row: WaitingAccount) => (
                <Button size="sm" aria-label={t("letInOf", { email: row.email })} onClick={() => onAsk(row)}>
                  {t("letIn")}
                </Button>
              ),
            },
          ]
        : []),
    ],
    [t, onAsk],
  );
}
