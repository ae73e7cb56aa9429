"use client";

import { useLocale, useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/format";
import { roundChange } from "@/lib/rounding";
import type { UnusualDay, UnusualDays } from "@/lib/spend/schema";
import { useChangeName } from "./use-change-name";

export function UnusualDayList({ found: { unusualDays, loading, incompleteDays } }: { found: UnusualDays }) {
  const t = useTranslations("spend.changes");
  return (
    <>
      {loading && <LoadingHistory loading={loading} text={t("unusualDaysWaiting")} />}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      {!loading && unusualDays.length === 0 && <p className="text-ink-muted text-sm">{t("noUnusualDays")}</p>}
      {unusualDays.length > 0 && <Days unusualDays={unusualDays} />}
    </>
  );
}

function Days({ unusualDays }: Pick<UnusualDays, "unusualDays">) {
  const locale = useLocale();
  return (
    <ul className="card divide-y overflow-hidden">
      {unusualDays.map((unusualDay) => (
        <li key={unusualDay.day} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 px-4 py-2.5">
          <span className="w-28 font-medium tabular-nums">{formatDay(unusualDay.day, locale)}</span>
          <UnusualDayText unusualDay={unusualDay} />
        </li>
      ))}
    </ul>
  );
}

export function UnusualDayText({ unusualDay }: { unusualDay: UnusualDay }) {
  const t = useTranslations("spend.changes");
  const { cents, usualCents, differenceCents } = unusualDay;
  const printed = roundChange(usualCents, cents);
  return (
    <>
      <span className="tabular-nums">
        <Difference cents={differenceCents} printed={printed.difference} />
      </span>{" "}
      <span className="text-ink-muted text-sm">
        {t.rich("insteadOf", {
          cost: () => <Amount cents={cents} printed={printed.total} />,
          usual: () => <Amount cents={usualCents} printed={printed.before} />,
        })}
      </span>{" "}
      <Movers unusualDay={unusualDay} />
    </>
  );
}

function Movers({ unusualDay: { workspace, model } }: { unusualDay: UnusualDay }) {
  const t = useTranslations("spend.changes");
  const toWorkspace = useChangeName("workspace");
  const toModel = useChangeName("model");
  if (!workspace || !model) return null;
  return (
    <span className="text-sm">
      {t.rich("movedBy", {
        workspace: () => <VendorText className="font-medium">{toWorkspace(workspace)}</VendorText>,
        workspaceMove: () => <Difference cents={workspace.differenceCents} />,
        model: () => <VendorText className="font-medium">{toModel(model)}</VendorText>,
        modelMove: () => <Difference cents={model.differenceCents} />,
      })}
    </span>
  );
}
