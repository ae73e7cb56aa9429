import { useTranslations } from "next-intl";
import type { LimitGroup } from "@/lib/limits/schema";
import { limiterTypes, limitGroupTypes } from "@/lib/limits/vocabulary";

/** Groups and limiters in words; what the vendor added later is shown as it came. */
export function useLimitNames() {
  const t = useTranslations("limits");
  return {
    toGroupName: ({ name, type }: Pick<LimitGroup, "name" | "type">): string => {
      const known = limitGroupTypes.find((one) => one === type);
      return name ?? (known ? t(`groups.${known}`) : type);
    },
    toLimiterName: (type: string): string => {
      const known = limiterTypes.find((one) => one === type);
      return known ? t(`limiters.${known}`) : type;
    },
  };
}
