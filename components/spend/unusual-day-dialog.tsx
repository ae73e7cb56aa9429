"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Amount, Difference } from "@/components/ui/display/amount";
import { DateText } from "@/components/ui/display/date-text";
import { InCurrency } from "@/components/ui/display/money";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatDay } from "@/lib/core/format/format";
import { roundChange } from "@/lib/core/money/rounding";
import type { UnusualDay } from "@/lib/money/spend/change-schema";
import { AcknowledgeFields } from "./acknowledge-fields";
import { useChangeName } from "./use-change-name";
import { useAcknowledgeDay, useReopenDay } from "./use-unusual-day-mutations";
import { Within } from "./within";

type Props = { unusualDay: UnusualDay; currency: string; canAcknowledge: boolean; onClose: () => void };

export function UnusualDayDialog({ unusualDay, currency, canAcknowledge, onClose }: Props) {
  const t = useTranslations("spend.unusual");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const formId = useId();
  const { day, noted } = unusualDay;
  const saving = useAcknowledgeDay(onClose);
  const reopening = useReopenDay(onClose);
  const failure = saving.error && toFailure(saving.error);
  return (
    <Dialog
      title={t("title", { day: formatDay(day, locale) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("close")}</Button>
          {canAcknowledge && noted && (
            <Button isPending={reopening.isPending} onClick={() => reopening.mutate({ day, currency })}>
              {t("reopen")}
            </Button>
          )}
          {canAcknowledge && !noted && (
            <Button type="submit" form={formId} variant="primary" isPending={saving.isPending}>
              {t("acknowledge")}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <InCurrency currency={currency}>
          <DriverTable unusualDay={unusualDay} />
        </InCurrency>
        {noted && <Noted noted={noted} />}
        {canAcknowledge && !noted && (
          <form
            id={formId}
            className="grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              const toText = (name: string) => String(form.get(name) ?? "");
              if (!saving.isPending)
                saving.mutate({ day, currency, note: toText("note"), owner: toText("owner") });
            }}
          >
            <AcknowledgeFields fields={failure?.fields} />
            {failure && !failure.fields && <FailureNote failure={failure} />}
          </form>
        )}
      </div>
    </Dialog>
  );
}

function DriverTable({
  unusualDay: { cents, usualCents, differenceCents, drivers },
}: Pick<Props, "unusualDay">) {
  const t = useTranslations("spend.unusual");
  const tChanges = useTranslations("spend.changes");
  const toName = useChangeName("workspace");
  const printed = roundChange(usualCents, cents);
  return (
    <div className="grid gap-2">
      <p>
        <Difference cents={differenceCents} printed={printed.difference} />{" "}
        <span className="text-ink-muted text-sm">
          {tChanges.rich("insteadOf", {
            cost: () => <Amount cents={cents} printed={printed.total} />,
            usual: () => <Amount cents={usualCents} printed={printed.before} />,
          })}
        </span>
      </p>
      {drivers.length > 0 && (
        <table className="card w-full text-sm tabular-nums">
          <caption className="pb-1.5 text-left text-ink-muted text-xs">{t("story")}</caption>
          <tbody className="divide-y [&_td]:py-1.5 [&_td]:pr-4 [&_th]:py-1.5 [&_th]:pr-3 [&_th]:pl-4 [&_th]:text-left">
            {drivers.map((driver) => (
              <tr key={driver.key}>
                <th scope="row" className="font-medium">
                  <VendorText>{toName(driver)}</VendorText>
                  <span className="block font-normal text-ink-muted">
                    <Within driver={driver} />
                  </span>
                </th>
                <td className="text-right align-top">
                  <Difference cents={driver.differenceCents} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="text-ink-muted text-xs">{t("storyText")}</p>
    </div>
  );
}

function Noted({
  noted: { note, owner, ownerName, by, byName, at },
}: {
  noted: NonNullable<UnusualDay["noted"]>;
}) {
  const t = useTranslations("spend.unusual");
  return (
    <section aria-label={t("acknowledged")} className="grid gap-1 rounded-md bg-sunken px-3 py-2 text-sm">
      <p className="whitespace-pre-wrap">
        <VendorText>{note}</VendorText>
      </p>
      <p className="text-ink-muted">
        {t.rich("notedBy", {
          owner: () => <PersonName email={owner} name={ownerName} />,
          by: () => <PersonName email={by} name={byName} />,
          at: () => <DateText at={at} show="minute" />,
        })}
      </p>
    </section>
  );
}
