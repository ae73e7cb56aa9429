"use client";

import { useQuery } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { SignInMethod } from "@/components/shell/sign-in-method";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import { signInsQuery } from "@/lib/account/sessions/queries";
import type { SessionRow, SignIns } from "@/lib/account/sessions/schema";
import { attemptOutcomes } from "@/lib/core/auth/vocabulary";
import { memberChoicesOf } from "@/lib/directory/members/queries";
import { EndSessionsDialog, SessionActions } from "./session-actions";
import { useSessionColumns } from "./use-session-columns";

export function SignInsSection({ canEnd }: { canEnd: boolean }) {
  const { data, error, refetch } = useQuery(signInsQuery());
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <Sessions sessions={data.sessions} canEnd={canEnd} />
      <Attempts attempts={data.attempts} />
      {canEnd && <AskedEnd />}
    </>
  );
}

function Sessions({ sessions, canEnd }: Pick<SignIns, "sessions"> & { canEnd: boolean }) {
  const t = useTranslations("sessions");
  return (
    <Section title={t("title")} text={t("text")}>
      <Table
        label={t("title")}
        columns={useSessionColumns({ hasPeople: true, toActions: canEnd ? toActions : undefined })}
        rows={toRows(sessions, ({ id }) => id)}
        empty={<EmptyState icon={<LogIn />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </Section>
  );
}

function toActions(session: SessionRow) {
  return <SessionActions session={session} />;
}

/** Asks about ending the sessions of the person whom a link names by address or ID. */
function AskedEnd() {
  const [isAsked, setAsked] = useAskedDialog("sessions");
  const [of, forgetOf] = useGiven("of");
  const isAddress = of?.includes("@") ?? false;
  const { data } = useQuery({
    ...memberChoicesOf(of === null ? [] : [of]),
    enabled: isAsked && of !== null && !isAddress,
  });
  const name = isAddress ? of : data?.[0]?.email;
  if (!isAsked || !name) return null;
  return (
    <EndSessionsDialog
      name={name}
      onClose={() => {
        setAsked(false);
        forgetOf();
      }}
    />
  );
}

function Attempts({ attempts }: Pick<SignIns, "attempts">) {
  const t = useTranslations("sessions");
  return (
    <Section title={t("attempts")} text={t("attemptsText")}>
      <Table
        label={t("attempts")}
        columns={useAttemptColumns()}
        rows={toRows(attempts, ({ id }) => id)}
        empty={<EmptyState icon={<LogIn />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </Section>
  );
}

type Attempt = SignIns["attempts"][number];

function useAttemptColumns(): Column<Attempt>[] {
  const t = useTranslations("sessions");
  return useMemo(
    () => [
      {
        id: "at",
        header: t("at"),
        width: 215,
        cell: ({ at, email }) => (
          <CardLines detail={<VendorText>{email ?? "–"}</VendorText>}>
            <DateText at={at} show="minute" />
          </CardLines>
        ),
      },
      {
        id: "email",
        header: t("email"),
        cell: ({ email }) => <VendorText className="font-medium">{email ?? "–"}</VendorText>,
      },
      {
        id: "method",
        header: t("method"),
        width: 130,
        cell: ({ method }) => <SignInMethod method={method} />,
      },
      {
        id: "address",
        header: t("address"),
        width: 210,
        cell: ({ address }) => <VendorText className="font-mono text-xs">{address}</VendorText>,
      },
      {
        id: "outcome",
        header: t("outcome"),
        width: 170,
        card: "value",
        cell: ({ outcome }) => <Outcome outcome={outcome} />,
      },
    ],
    [t],
  );
}

const tones: Record<string, Tone> = { succeeded: "good", cancelled: "neutral", limited: "danger" };

function Outcome({ outcome }: { outcome: string }) {
  const t = useTranslations("sessions.outcomes");
  const known = attemptOutcomes.find((one) => one === outcome);
  return <Badge tone={tones[outcome] ?? "warn"}>{known ? t(known) : outcome}</Badge>;
}
