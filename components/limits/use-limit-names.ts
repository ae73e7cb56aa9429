import { useTranslations } from "next-intl";
import type { LimitGroup, NamedSpendLimit } from "@/lib/directory/limits/schema";
import { limiterTypes, limitGroupTypes, spendPeriods, spendScopes } from "@/lib/directory/limits/vocabulary";

/** Names that the vendor added later are shown as received. */
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

type Subject = Omit<NamedSpendLimit, "cents" | "currency" | "period" | "isEnabled" | "spentCents" | "id">;

export function useSpendNames() {
  const t = useTranslations("limits.spend");

  function toScopeName(scope: string): string {
    const known = spendScopes.find((one) => one === scope);
    return known ? t(`scopes.${known}`) : scope;
  }

  function toPeriodName(period: string): string {
    const known = spendPeriods.find((one) => one === period);
    return known ? t(`periods.${known}`) : period;
  }

  function toSubjectName({ scope, workspaceName, person, ...ids }: Subject): string {
    const named = workspaceName ?? (person && (person.name || person.email));
    const id = ids.workspaceId ?? ids.userId ?? ids.seatTier ?? ids.rbacGroupId ?? ids.service;
    return named ?? id ?? (ids.others.join(", ") || toScopeName(scope));
  }

  return { toScopeName, toPeriodName, toSubjectName };
}
