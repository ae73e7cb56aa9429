"use client";

import { useTranslations } from "next-intl";
import { useRunMutation } from "@/components/shell/use-run-mutation";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { isOwn } from "./run-buttons";
import type { Viewer } from "./viewer";

export function RunApproval({ run, viewer }: { run: BulkRun; viewer: Viewer }) {
  const t = useTranslations("bulk");
  const toName = (email: string, name: string | null) => (
    <PersonName email={email} name={name} className="font-medium text-ink" />
  );
  const person = () => toName(run.createdBy, run.createdByName);
  if (run.decidedBy !== null) {
    const second = () => toName(run.decidedBy ?? "", run.decidedByName);
    const when = () => <DateText at={run.decidedAt} show="minute" />;
    return (
      <p className="text-ink-muted">
        {t.rich(run.state === "declined" ? "declinedBy" : "approvedBy", { person, second, when })}
      </p>
    );
  }
  if (run.state !== "pending") return null;
  return (
    <section
      aria-label={t("approval")}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-warn-soft p-4 text-warn"
    >
      <p className="min-w-0 flex-1 basis-72">
        {t.rich("asks", {
          person,
          count: run.counts.total,
          until: () => <DateText at={run.approvalExpiresAt} show="minute" />,
        })}
      </p>
      {viewer.canApprove && <Decision run={run} isOwnRun={isOwn(run, viewer)} />}
    </section>
  );
}

function Decision({ run, isOwnRun }: { run: BulkRun; isOwnRun: boolean }) {
  const t = useTranslations();
  const { perform, isPending } = useRunMutation(run.id);
  if (isOwnRun) return <p className="text-sm">{t("reasons.own_run")}</p>;
  return (
    <span className="flex flex-wrap gap-2">
      <Button isPending={isPending} onClick={() => perform("decline")}>
        {t("bulk.decline")}
      </Button>
      <Button variant="primary" isPending={isPending} onClick={() => perform("approve")}>
        {t("bulk.approve")}
      </Button>
    </span>
  );
}
