"use client";

import { useLocale, useTranslations } from "next-intl";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatDay } from "@/lib/format";
import type { Standout, Standouts } from "@/lib/spend/schema";
import { useChangeName } from "./use-change-name";

export function StandoutList({ found: { standouts, loading, incompleteDays } }: { found: Standouts }) {
  const t = useTranslations("spend.changes");
  return (
    <>
      {loading && <LoadingHistory loading={loading} text={t("standoutsWaiting")} />}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      {!loading && standouts.length === 0 && <p className="text-ink-muted text-sm">{t("noStandouts")}</p>}
      {standouts.length > 0 && <Days standouts={standouts} />}
    </>
  );
}

function Days({ standouts }: Pick<Standouts, "standouts">) {
  const locale = useLocale();
  return (
    <ul className="grid gap-px overflow-hidden rounded-lg border bg-line">
      {standouts.map((standout) => (
        <li
          key={standout.day}
          className="flex flex-wrap items-baseline gap-x-4 gap-y-1 bg-surface px-4 py-2.5"
        >
          <span className="w-28 font-medium tabular-nums">{formatDay(standout.day, locale)}</span>
          <StandoutText standout={standout} />
        </li>
      ))}
    </ul>
  );
}

export function StandoutText({ standout }: { standout: Standout }) {
  const t = useTranslations("spend.changes");
  return (
    <>
      <span className="tabular-nums">
        <Difference cents={standout.differenceCents} />
      </span>{" "}
      <span className="text-ink-muted text-sm">
        {t.rich("insteadOf", {
          cost: () => <Amount cents={standout.cents} />,
          usual: () => <Amount cents={standout.usualCents} />,
        })}
      </span>{" "}
      <Movers standout={standout} />
    </>
  );
}

function Movers({ standout: { workspace, model } }: { standout: Standout }) {
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
