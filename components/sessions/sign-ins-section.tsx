"use client";

import { useQuery } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { Table, toRows } from "@/components/ui/table";
import { signInsQuery } from "@/lib/sessions/queries";
import type { SignIns } from "@/lib/sessions/schema";
import { useAttemptColumns, useSessionColumns } from "./use-sign-in-columns";

/** Who may be signed in, and who tried to. */
export function SignInsSection({ canEnd }: { canEnd: boolean }) {
  const { data, error, refetch } = useQuery(signInsQuery());
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <Sessions sessions={data.sessions} canEnd={canEnd} />
      <Attempts attempts={data.attempts} />
    </>
  );
}

function Sessions({ sessions, canEnd }: Pick<SignIns, "sessions"> & { canEnd: boolean }) {
  const t = useTranslations("sessions");
  return (
    <section aria-labelledby="sessions" className="grid gap-3">
      <div>
        <h2 id="sessions" className="text-lg">
          {t("title")}
        </h2>
        <p className="max-w-prose text-ink-muted">{t("text")}</p>
      </div>
      <Table
        label={t("title")}
        columns={useSessionColumns(canEnd)}
        rows={toRows(sessions, ({ name }) => name)}
        empty={<EmptyState icon={<LogIn />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </section>
  );
}

function Attempts({ attempts }: Pick<SignIns, "attempts">) {
  const t = useTranslations("sessions");
  return (
    <section aria-labelledby="attempts" className="grid gap-3">
      <div>
        <h2 id="attempts" className="text-lg">
          {t("attempts")}
        </h2>
        <p className="max-w-prose text-ink-muted">{t("attemptsText")}</p>
      </div>
      <Table
        label={t("attempts")}
        columns={useAttemptColumns()}
        rows={toRows(attempts, ({ id }) => id)}
        empty={<EmptyState icon={<LogIn />} title={t("emptyTitle")} text={t("emptyText")} />}
      />
    </section>
  );
}
