"use client";

import { useTranslations } from "next-intl";
import { useFailureCodeText } from "@/components/shell/failure-code";
import { Section } from "@/components/shell/section";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { Amount } from "@/components/ui/display/amount";
import { Fact, Facts } from "@/components/ui/display/facts";
import type { LimitsOfWorkspace, SpendLimit } from "@/lib/directory/limits/schema";
import { ReadingAge } from "./reading-age";
import { useSpendNames } from "./use-limit-names";

type Props = {
  spend: LimitsOfWorkspace["spend"];
  isRefreshing: boolean;
  /** The workspace for which the person may set a limit. */
  settableFor?: string | undefined;
};

export function SpendLimits({ spend, isRefreshing, settableFor }: Props) {
  const t = useTranslations("limits.spend");
  const toText = useFailureCodeText();
  return (
    <Section
      title={t("title")}
      text={t("note")}
      actions={
        <>
          <ReadingAge reading={spend} isRefreshing={isRefreshing} />
          {settableFor && (
            <Link
              href={`/limits?open=spend&workspace=${encodeURIComponent(settableFor)}`}
              className={toButtonClass("secondary")}
            >
              {t("add")}
            </Link>
          )}
        </>
      }
    >
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
    </Section>
  );
}

function SpendFact({ limit: { cents, currency, scope, period, isEnabled } }: { limit: SpendLimit }) {
  const t = useTranslations("limits.spend");
  const { toScopeName, toPeriodName } = useSpendNames();
  return (
    <Fact name={scope === "workspace" ? t("thisWorkspace") : toScopeName(scope)}>
      <span className="tabular-nums">
        {cents === null ? t("noCap") : <Amount cents={cents} currency={currency} />}
      </span>{" "}
      <span className="text-ink-muted text-sm">
        {toPeriodName(period)}
        {!isEnabled && ` · ${t("off")}`}
      </span>
    </Fact>
  );
}
