"use client";

import { useQuery } from "@tanstack/react-query";
import { CalendarClock, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedPage } from "@/components/shell/failed-page";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import { schedulesQuery } from "@/lib/across/schedules/queries";
import type { Schedule } from "@/lib/across/schedules/schema";
import type { ScheduledReport } from "@/lib/across/schedules/vocabulary";
import { channelsQuery } from "@/lib/core/delivery/queries";
import { type Asked, useAskedSchedule } from "./use-asked-schedule";
import { useScheduleColumns } from "./use-schedule-columns";

const ScheduleDialog = onDemand(() => import("./schedule-dialog").then((file) => file.ScheduleDialog));
const RemoveScheduleDialog = onDemand(() =>
  import("./remove-schedule-dialog").then((file) => file.RemoveScheduleDialog),
);

const usual: Asked = { report: "cost", query: "range=last_month" };

type Props = {
  canWrite: boolean;
  /** Admins set mail up; others are sent to them. */
  isAdmin: boolean;
  reports: readonly ScheduledReport[];
};

/** `reports`: those that the person may see. */
export function SchedulesPanel({ canWrite, isAdmin, reports }: Props) {
  const t = useTranslations("schedules");
  const { data, error, refetch } = useQuery(schedulesQuery());
  const [asked, setAsked] = useAskedSchedule();
  if (error && !data) return <FailedPage failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  const isEmpty = data.schedules.length === 0;
  const add = canWrite && (
    <Button variant="primary" onClick={() => setAsked(usual)}>
      <Plus aria-hidden className="size-4" />
      {t("add")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} actions={isEmpty ? null : add} />
      <MailNote isAdmin={isAdmin} />
      {isEmpty ? (
        <EmptyState
          icon={<CalendarClock />}
          title={t("emptyTitle")}
          text={t(canWrite ? "emptyText" : "emptyReader")}
          action={add}
        />
      ) : (
        <Schedules schedules={data.schedules} reports={reports} />
      )}
      {canWrite && asked && (
        <ScheduleDialog asked={asked} reports={reports} onClose={() => setAsked(undefined)} />
      )}
    </>
  );
}

/** How to set mail up, where it isn't; and that the sandbox sends nothing to anyone. */
function MailNote({ isAdmin }: { isAdmin: boolean }) {
  const t = useTranslations("delivery.mail");
  const { data } = useQuery(channelsQuery());
  if (!data || (data.mailFrom !== null && !data.isSandbox)) return null;
  return (
    <p role="note" className="max-w-prose text-ink-muted text-sm">
      {data.mailFrom === null &&
        t.rich(isAdmin ? "notSetUp" : "askAdmin", {
          url: () => <code>SMTP_URL</code>,
          from: () => <code>MAIL_FROM</code>,
        })}
      {data.isSandbox && ` ${t("sandbox")}`}
    </p>
  );
}

type ListProps = Pick<Props, "reports"> & { schedules: readonly Schedule[] };

function Schedules({ schedules, reports }: ListProps) {
  const t = useTranslations("schedules");
  const [changed, onChange] = useState<Schedule>();
  const [removed, onRemove] = useState<Schedule>();
  const columns = useScheduleColumns({ onChange, onRemove });
  const isGone = (one: Schedule) => !schedules.some(({ id }) => id === one.id);
  return (
    <>
      <Table label={t("title")} columns={columns} rows={toRows(schedules, ({ id }) => id)} lines={2} />
      {changed && (
        <ScheduleDialog
          asked={changed}
          reports={reports}
          schedule={changed}
          isGone={isGone(changed)}
          onClose={() => onChange(undefined)}
        />
      )}
      {removed && (
        <RemoveScheduleDialog
          schedule={removed}
          isGone={isGone(removed)}
          onClose={() => onRemove(undefined)}
        />
      )}
    </>
  );
}
