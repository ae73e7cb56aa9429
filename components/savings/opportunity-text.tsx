"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatCountShort, formatShare } from "@/lib/core/format/format";
import type { Opportunity } from "@/lib/money/savings/schema";

/** How an amount is reckoned, with the numbers used. */
export function OpportunityText({ opportunity }: { opportunity: Opportunity }) {
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
