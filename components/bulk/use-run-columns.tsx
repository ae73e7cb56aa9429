"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useRunNames } from "@/components/shell/use-run-names";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import { PersonName } from "@/components/ui/display/person-name";
import { TwoLines } from "@/components/ui/display/two-lines";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { RunStateBadge } from "./state-badges";

export function useRunColumns(): Column<BulkRun>[] {
  const t = useTranslations("bulk");
  return useMemo(
    () => [
      { id: "operation", header: t("operation"), cell: (run) => <Operation run={run} /> },
      {
        id: "state",
        header: t("state"),
        width: 150,
        card: "value",
        cell: (run) => <State run={run} />,
      },
      {
        id: "succeeded",
        header: t("succeeded"),
        width: 110,
        isNumeric: true,
        cell: ({ counts }) => <NumberText value={counts.succeeded} />,
      },
      {
        id: "failed",
        header: t("failed"),
        width: 110,
        isNumeric: true,
        cell: ({ counts }) => <Failed count={toFailed(counts)} />,
      },
      {
        id: "total",
        header: t("rows"),
        width: 90,
        isNumeric: true,
        cell: ({ counts }) => <NumberText value={counts.total} />,
      },
      {
        id: "person",
        header: t("person"),
        width: 190,
        cell: ({ createdBy, createdByName }) => <PersonName email={createdBy} name={createdByName} />,
      },
      {
        id: "begun",
        header: t("begun"),
        width: 140,
        card: "note",
        cell: ({ createdAt }) => <DateText at={createdAt} />,
      },
    ],
    [t],
  );
}

/** Ten changes of keys are told apart by the keys. */
function Operation({ run }: { run: BulkRun }) {
  const t = useTranslations("bulk");
  const { toTitle } = useRunNames();
  const { firstLabel, counts } = run;
  const target = toVendorText(firstLabel ?? "");
  return (
    <TwoLines detail={firstLabel && t.rich("targets", { target, others: counts.total - 1 })}>
      <Link href={`/bulk/${run.id}`} className="card-link truncate rounded-sm font-medium hover:underline">
        <VendorText>{toTitle(run)}</VendorText>
      </Link>
    </TwoLines>
  );
}

/** Cards have no column for what failed. */
function State({ run: { state, counts } }: { run: BulkRun }) {
  const t = useTranslations("bulk.toast");
  const count = toFailed(counts);
  return (
    <span className="inline-flex items-center gap-2">
      {count > 0 && <span className="text-danger md:hidden">{t("failed", { count })}</span>}
      <RunStateBadge state={state} />
    </span>
  );
}

function toFailed({ failed, unknown }: BulkRun["counts"]): number {
  return failed + unknown;
}

function Failed({ count }: { count: number }) {
  return (
    <span className={count > 0 ? "text-danger" : undefined}>
      <NumberText value={count} />
    </span>
  );
}
