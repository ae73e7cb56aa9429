import { useLocale, useTranslations } from "next-intl";
import { InCurrency } from "@/components/ui/display/money";
import { formatDay } from "@/lib/core/format/format";
import type { Draft } from "@/lib/money/statements/schema";
import { LinesTable, StatementNotes } from "./statement-lines";
import { useStatementNames } from "./use-statement-names";

/** What would be closed, line by line, and why it can't be, or should wait. */
export function DraftSummary({ draft, isBusy }: { draft: Draft; isBusy: boolean }) {
  const t = useTranslations("statements");
  return (
    <InCurrency currency={draft.currency}>
      <div aria-busy={isBusy} className="grid gap-3">
        <Warnings draft={draft} />
        {draft.lines.length > 0 && (
          <section aria-label={t("preview")} className="grid gap-3">
            <h3 className="font-medium text-sm">{t("preview")}</h3>
            <div className="overflow-hidden rounded-md border">
              <LinesTable content={draft} />
            </div>
            <StatementNotes content={draft} />
          </section>
        )}
      </div>
    </InCurrency>
  );
}

function Warnings({ draft: { obstacles, closableOn, skipped, later } }: { draft: Draft }) {
  const t = useTranslations("statements");
  const locale = useLocale();
  const { toMonth } = useStatementNames();
  const texts = [
    ...obstacles.map(({ obstacle, days }) => t(`obstacles.${obstacle}`, { days })),
    ...(closableOn === null ? [] : [t("closableOn", { day: formatDay(closableOn, locale) })]),
    ...(skipped.length === 0 ? [] : [t("skipped", { months: skipped.map(toMonth).join(", ") })]),
    ...(later === null ? [] : [t("later", { month: toMonth(later) })]),
  ];
  return (
    <div
      role="status"
      className={texts.length > 0 ? "grid gap-1 rounded-md bg-warn-soft px-3 py-2" : undefined}
    >
      {texts.map((text) => (
        <p key={text} className="text-sm text-warn">
          {text}
        </p>
      ))}
    </div>
  );
}
