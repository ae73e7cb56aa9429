"use client";

import { useLocale, useTranslations } from "next-intl";
import { useFailureCodeText } from "@/components/shell/failure";
import { Part } from "@/components/shell/part";
import { Fact, Facts } from "@/components/ui/facts";
import type { LimitsOfWorkspace, SpendLimit } from "@/lib/limits/schema";
import { spendPeriods, spendScopes } from "@/lib/limits/vocabulary";
import { formatCents } from "@/lib/money";
import { Age } from "./reading-age";

type Props = { spend: LimitsOfWorkspace["spend"]; isRefreshing: boolean };

/** Shown where the organisation may read them, otherwise why not. They are changed in the Claude Console. */
export function SpendLimits({ spend, isRefreshing }: Props) {
  const t = useTranslations("limits.spend");
  const toText = useFailureCodeText();
  return (
    <Part title={t("title")} note={t("note")} actions={<Age reading={spend} isRefreshing={isRefreshing} />}>
      {spend.refusal ? (
        <p className="rounded-md bg-sunken px-3 py-2 text-ink-muted text-sm">
          {t("refused", { why: toText(spend.refusal) })}
        </p>
      ) : spend.limits.length === 0 ? (
        <p className="text-ink-muted text-sm">{spend.seenAt === null ? t("notRead") : t("none")}</p>
      ) : (
        <Facts>
          {spend.limits.map((limit) => (
            <SpendFact key={limit.id} limit={limit} />
          ))}
        </Facts>
      )}
    </Part>
  );
}

function SpendFact({ limit: { cents, scope, period, isEnabled } }: { limit: SpendLimit }) {
  const t = useTranslations("limits.spend");
  const locale = useLocale();
  const [knownScope, knownPeriod] = [
    spendScopes.find((one) => one === scope),
    spendPeriods.find((one) => one === period),
  ];
  return (
    <Fact name={knownScope ? t(`scopes.${knownScope}`) : scope}>
      <span className="tabular-nums">{cents === null ? t("noCap") : formatCents(cents, locale)}</span>{" "}
      <span className="text-ink-muted text-sm">
        {knownPeriod ? t(`periods.${knownPeriod}`) : period}
        {!isEnabled && ` · ${t("off")}`}
      </span>
    </Fact>
  );
}
