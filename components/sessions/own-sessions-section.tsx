"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Section } from "@/components/shell/section";
import { Table, toRows } from "@/components/ui/table/table";
import { ownSessionsQuery } from "@/lib/account/sessions/queries";
import type { SessionRow } from "@/lib/account/sessions/schema";
import { OwnSessionAction } from "./own-session-action";
import { SignOutEverywhereButton } from "./sign-out-everywhere-button";
import { useSessionColumns } from "./use-session-columns";

export function OwnSessionsSection() {
  const t = useTranslations("sessions");
  const { data, error, refetch } = useQuery(ownSessionsQuery());
  const columns = useSessionColumns({ hasPeople: false, toActions });
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <Section
      title={t("ownTitle")}
      text={t("ownText")}
      actions={<SignOutEverywhereButton variant="secondary" />}
    >
      <Table label={t("ownTitle")} columns={columns} rows={toRows(data, ({ id }) => id)} />
    </Section>
  );
}

function toActions(session: SessionRow) {
  return <OwnSessionAction session={session} />;
}
