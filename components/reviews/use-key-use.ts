import { useLocale, useTranslations } from "next-intl";
import { useMoney } from "@/components/ui/display/money";
import { formatDay } from "@/lib/core/format/format";

/** When a key was last used, and its cost. */
export function useKeyUse() {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const { format } = useMoney("USD");
  return (usedOn: string | null, cents: string | null) =>
    [
      usedOn ? t("usedOn", { day: formatDay(usedOn, locale) }) : t("notUsed"),
      cents && t("pack.cost", { amount: format(cents) }),
    ]
      .filter(Boolean)
      .join(" · ");
}
