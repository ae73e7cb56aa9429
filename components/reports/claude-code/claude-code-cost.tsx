"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { AmountSteps } from "@/components/reports/shared/amount-steps";
import { Section } from "@/components/shell/section";
import { Link } from "@/components/ui/controls/link";
import { Figure, Figures } from "@/components/ui/display/figure";
import { InCurrency, useMoney } from "@/components/ui/display/money";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatSpan } from "@/lib/core/format/format";
import { usd } from "@/lib/core/money/money";
import { roundCents, roundParts } from "@/lib/core/money/rounding";
import { toUnitCost } from "@/lib/core/money/unit-cost";
import type { Bridge, ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import { bridgeQuery } from "@/lib/money/reports/queries";
import { toFilterSearch } from "@/lib/money/reports/search-params";

type Work = Pick<ClaudeCodeReport, "kinds" | "sums">;

/** What one developer, commit, and pull request costs, and how the estimate leads to what is billed. */
export function ClaudeCodeCost({ report }: { report: ClaudeCodeReport }) {
  const t = useTranslations("claudeCode.cost");
  return (
    <InCurrency currency={usd}>
      <Section title={t("title")} text={hasKeys(report) && t("keys")}>
        <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
          <UnitCosts report={report} />
          {report.filters.length === 0 && <EstimateToBilled report={report} />}
        </div>
      </Section>
    </InCurrency>
  );
}

const units = {
  developer: ({ kinds }: Work) => {
    const people = kinds.find(({ key }) => key === "user_actor");
    return people ? toUnitCost(people.cents, String(people.actors)) : null;
  },
  commit: ({ sums }: Work) => toUnitCost(sums.cents, sums.commits),
  pull_request: ({ sums }: Work) => toUnitCost(sums.cents, sums.pull_requests),
};

/** Whether somebody who adds up the figures would miss something. */
function hasKeys({ kinds }: Work): boolean {
  return kinds.some(({ key, actors }) => key !== "user_actor" && actors > 0);
}

function UnitCosts({ report }: { report: ClaudeCodeReport }) {
  const t = useTranslations("claudeCode.cost");
  const tCompared = useTranslations("reports.compared");
  const money = useMoney();
  const { compared, loading, missingDays } = report;
  // Of the whole history; a range may be there already.
  const isPartial = loading !== null && missingDays > 0;
  return (
    <Figures>
      {(["developer", "commit", "pull_request"] as const).map((unit) => {
        const now = isPartial ? null : units[unit](report);
        const before = compared?.total ? units[unit](compared.total) : null;
        return (
          <Figure
            key={unit}
            label={
              <>
                {t(`per.${unit}`)} <InfoTip about={t(`per.${unit}`)}>{t(`texts.${unit}`)}</InfoTip>
              </>
            }
            end={<AmountKindBadge of="estimated" />}
            note={before !== null && tCompared("was", { value: money.format(roundCents(before)) })}
          >
            {now === null ? <UnknownValue reason={t("unknown")} /> : money.format(roundCents(now))}
          </Figure>
        );
      })}
    </Figures>
  );
}

function EstimateToBilled({ report }: { report: ClaudeCodeReport }) {
  const { data } = useQuery(bridgeQuery(report));
  return data && data.from === report.from && data.to === report.to && <Steps bridge={data} />;
}

function Steps({ bridge }: { bridge: Bridge }) {
  const t = useTranslations("claudeCode.cost");
  const locale = useLocale();
  const { from, to, workspaces, estimatedCents, billedCents, steps } = bridge;
  const [estimated = "0", ...printed] = roundParts([estimatedCents, ...steps.map(({ cents }) => cents)]);
  const search = new URLSearchParams({ from, to, ...toFilterSearch({ workspace: workspaces }) });
  return (
    <AmountSteps
      title={t("bridge", { span: formatSpan(bridge, locale) })}
      steps={[
        {
          id: "estimated",
          name: t("estimate"),
          badge: <AmountKindBadge of="estimated" />,
          cents: estimatedCents,
          printed: estimated,
        },
        ...steps.map(({ reason, cents }, index) => ({
          id: reason,
          name: t(`reasons.${reason}`),
          cents,
          printed: printed[index] ?? "0",
          isReason: true,
          isSigned: true,
        })),
        {
          id: "billed",
          name: (
            <Link href={`/cost?${search}`} className="rounded-sm text-accent hover:underline">
              {t("workspace")}
            </Link>
          ),
          badge: <AmountKindBadge of="billed" />,
          cents: billedCents,
          printed: roundCents(billedCents),
        },
      ]}
    />
  );
}
