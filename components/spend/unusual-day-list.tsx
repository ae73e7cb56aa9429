"use client";

import { useLocale, useTranslations } from "next-intl";
import { useQueryState } from "nuqs";
import { IncompleteNote } from "@/components/shell/incomplete-note";
import { LoadingHistory } from "@/components/shell/loading-history";
import { Button } from "@/components/ui/controls/button";
import { Amount, Difference } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { parseAsDay } from "@/lib/core/address/search-params";
import { formatDay } from "@/lib/core/format/format";
import { roundChange } from "@/lib/core/money/rounding";
import type { UnusualDay, UnusualDays } from "@/lib/money/spend/change-schema";
import { useChangeName } from "./use-change-name";
import { Within } from "./within";

const UnusualDayDialog = onDemand(() => import("./unusual-day-dialog").then((file) => file.UnusualDayDialog));

type Props = { found: UnusualDays; canAcknowledge: boolean };

/** The address says which day is open. */
export function UnusualDayList({ found, canAcknowledge }: Props) {
  const t = useTranslations("spend.changes");
  const [open, setOpen] = useQueryState("unusual", parseAsDay);
  const { unusualDays, loading, incompleteDays, currency } = found;
  const shown = unusualDays.find(({ day }) => day === open);
  return (
    <>
      {loading && <LoadingHistory loading={loading} text={t("unusualDaysWaiting")} />}
      {incompleteDays > 0 && <IncompleteNote days={incompleteDays} />}
      {!loading && unusualDays.length === 0 && <p className="text-ink-muted text-sm">{t("noUnusualDays")}</p>}
      {unusualDays.length > 0 && <Days unusualDays={unusualDays} onOpen={setOpen} />}
      {shown && (
        <UnusualDayDialog
          unusualDay={shown}
          currency={currency}
          canAcknowledge={canAcknowledge}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

type DaysProps = Pick<UnusualDays, "unusualDays"> & { onOpen: (day: string) => void };

function Days({ unusualDays, onOpen }: DaysProps) {
  const t = useTranslations("spend.unusual");
  const locale = useLocale();
  return (
    <ul className="card divide-y overflow-hidden">
      {unusualDays.map((unusualDay) => (
        <li key={unusualDay.day} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5">
          <span className="w-28 font-medium tabular-nums">{formatDay(unusualDay.day, locale)}</span>
          <span className="min-w-0 flex-1 basis-72">
            <UnusualDayText unusualDay={unusualDay} />
          </span>
          {unusualDay.noted && <Badge tone="good">{t("acknowledged")}</Badge>}
          <Button
            size="sm"
            variant="ghost"
            aria-label={t("openOf", { day: formatDay(unusualDay.day, locale) })}
            onClick={() => onOpen(unusualDay.day)}
          >
            {t("open")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

export function UnusualDayText({ unusualDay }: { unusualDay: UnusualDay }) {
  const t = useTranslations("spend.changes");
  const { cents, usualCents, differenceCents, noted } = unusualDay;
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
      </span>
      <span className="text-ink-faint"> · </span>
      <Drivers drivers={unusualDay.drivers} />
      {noted && <VendorText className="block text-ink-muted text-sm">{noted.note}</VendorText>}
    </>
  );
}

/** Such as "Checkout +$158 (ci-nightly, claude-opus-5, batch)". */
function Drivers({ drivers }: Pick<UnusualDay, "drivers">) {
  const toName = useChangeName("workspace");
  return (
    <span className="text-sm">
      {drivers.map((driver, index) => (
        <span key={driver.key}>
          {index > 0 && <span className="text-ink-faint"> · </span>}
          <VendorText className="font-medium">{toName(driver)}</VendorText>{" "}
          <Difference cents={driver.differenceCents} />
          {driver.within.length > 0 && (
            <span className="text-ink-muted">
              {" ("}
              <Within driver={driver} />)
            </span>
          )}
        </span>
      ))}
    </span>
  );
}
