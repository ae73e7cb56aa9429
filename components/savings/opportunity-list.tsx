"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { Section } from "@/components/shell/section";
import { Button } from "@/components/ui/controls/button";
import { Amount } from "@/components/ui/display/amount";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatCountShort, formatShare } from "@/lib/core/format/format";
import { opportunitiesQuery } from "@/lib/money/savings/queries";
import type { Opportunities, Opportunity } from "@/lib/money/savings/schema";
import type { SavingsQuery } from "@/lib/money/savings/search-params";
import { minCents, minTokens } from "@/lib/money/savings/vocabulary";
import { type CanOpen, ConcernedNames } from "./concerned-names";
import { DismissedList } from "./dismissed-list";

type Props = { query: SavingsQuery; canOpen: CanOpen };

const DismissDialog = onDemand(() => import("./dismiss-dialog").then((file) => file.DismissDialog));

export function OpportunityList({ query, canOpen }: Props) {
  const t = useTranslations("savings.opportunities");
  const format = useFormatter();
  const money = useMoney();
  const { data, error, refetch } = useQuery(opportunitiesQuery(query));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data || data.loading) return null;
  const month = format.dateTime(new Date(data.month), { month: "long", year: "numeric", timeZone: "UTC" });
  const least = { tokens: format.number(minTokens), amount: money.format(String(minCents)) };
  return (
    <Section title={t("title")} text={t("text", { month, ...least })}>
      <Advice found={data} canOpen={canOpen} />
      <DismissedList dismissed={data.dismissed} canWrite={canOpen.dismissal} />
    </Section>
  );
}

function Advice({ found, canOpen }: { found: Opportunities; canOpen: CanOpen }) {
  const t = useTranslations("savings.opportunities");
  const { opportunities, highCents, isSumming } = found;
  const [dismissed, setDismissed] = useState<Opportunity["kind"]>();
  if (opportunities.length === 0)
    return <p className="card p-5 text-ink-muted">{t(isSumming ? "summing" : "none")}</p>;
  return (
    <div className="card">
      <ol className="divide-y">
        {opportunities.map((opportunity) => (
          <li
            key={opportunity.kind}
            className="grid break-inside-avoid gap-x-8 gap-y-1 p-5 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <h3 className="flex items-center gap-0.5 font-medium">
              {t(`kinds.${opportunity.kind}`)}
              <InfoTip about={t(`kinds.${opportunity.kind}`)}>
                <OpportunityText opportunity={opportunity} />
              </InfoTip>
            </h3>
            <p className="text-lg tabular-nums sm:text-right">
              <Range opportunity={opportunity} />
            </p>
            <p className="max-w-prose text-ink-muted text-sm">{t(`advice.${opportunity.kind}`)}</p>
            <ConcernedNames opportunity={opportunity} canOpen={canOpen} />
            {canOpen.dismissal && (
              <Button
                aria-label={t("dismissTitle", { kind: t(`kinds.${opportunity.kind}`) })}
                className="justify-self-start sm:col-start-2 sm:row-start-2 sm:justify-self-end print:hidden"
                onClick={() => setDismissed(opportunity.kind)}
              >
                {t("dismiss")}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <p className="border-t px-5 py-3 text-ink-muted text-sm">
        {t.rich("sum", {
          amount: () => (
            <strong className="text-ink">
              <Amount cents={highCents} />
            </strong>
          ),
        })}
      </p>
      {dismissed && <DismissDialog kind={dismissed} onClose={() => setDismissed(undefined)} />}
    </div>
  );
}

function Range({ opportunity: { lowCents, highCents } }: { opportunity: Opportunity }) {
  const t = useTranslations("savings.opportunities");
  const money = useMoney();
  const [low, high] = [money.format(lowCents), money.format(highCents)];
  return (
    <span title={`${money.toExact(lowCents)} – ${money.toExact(highCents)} ${money.currency}`}>
      {low === high ? high : lowCents === "0" ? t("upTo", { high }) : t("range", { low, high })}
    </span>
  );
}

/** How an amount is reckoned, with the numbers used. */
function OpportunityText({ opportunity }: { opportunity: Opportunity }) {
  const t = useTranslations("savings.opportunities");
  const locale = useLocale();
  const money = useMoney();
  const { kind, tokens, paidCents, share, similarShare, models, days, count } = opportunity;
  const numbers = {
    count,
    tokens: formatCountShort(Number(tokens), locale),
    paid: money.format(paidCents),
    share: formatShare(share ?? 0, locale),
    similar: formatShare(similarShare ?? 0, locale),
    days: days ?? 0,
  };
  return (
    <span className="grid gap-2">
      <span>{t(`how.${kind}`, numbers)}</span>
      <span>{t(`range_of.${kind}`)}</span>
      {models.length > 0 && (
        <ul>
          {models.map(({ model, successor }) => (
            <li key={model}>
              <VendorText>{model}</VendorText> → <VendorText>{successor}</VendorText>
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
