"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Amount } from "@/components/ui/display/amount";
import { Fact } from "@/components/ui/display/facts";
import { Skeleton } from "@/components/ui/display/skeleton";
import { limitsQuery } from "@/lib/directory/limits/queries";
import type { LimitsOfWorkspace } from "@/lib/directory/limits/schema";
import { useSpendNames } from "./use-limit-names";

/** The workspace's own limits in two lines. */
export function WorkspaceLimitFacts({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations("limits");
  const { data, error } = useQuery(limitsQuery(workspaceId));
  const loading = error ? "–" : <Skeleton className="h-2.5 w-16" />;
  return (
    <>
      <Fact name={t("rates")}>{data ? <OwnRates limits={data} /> : loading}</Fact>
      <Fact name={t("facts.spend")}>{data ? <OwnSpend spend={data.spend} /> : loading}</Fact>
    </>
  );
}

function OwnRates({ limits: { groups, rates } }: { limits: LimitsOfWorkspace }) {
  const t = useTranslations("limits");
  if (rates.seenAt === null) return "–";
  const own = groups.flatMap(({ limits }) => limits).filter((limit) => limit.own !== null);
  return own.length > 0 ? t("facts.own", { count: own.length }) : t("inherited");
}

function OwnSpend({ spend }: Pick<LimitsOfWorkspace, "spend">) {
  const t = useTranslations("limits.facts");
  const { toPeriodName } = useSpendNames();
  if (spend.seenAt === null || spend.refusal) return "–";
  const own = spend.limits.filter(({ scope, cents }) => scope === "workspace" && cents !== null);
  if (own.length === 0) return t("none");
  return own.map(({ id, cents, currency, period }) => (
    <span key={id} className="block">
      <Amount cents={cents ?? "0"} currency={currency} />{" "}
      <span className="text-ink-muted text-xs">{toPeriodName(period)}</span>
    </span>
  ));
}
