"use client";

import { useLocale, useTranslations } from "next-intl";
import { NumberText } from "@/components/ui/number-text";
import type { KeyChoice } from "@/lib/keys/schema";
import { formatCents, sumCents } from "@/lib/money";

const recentMs = 7 * 86_400_000;

/** What the keys were used for lately; the sums are exact. */
export function KeysImpact({ keys, now }: { keys: readonly KeyChoice[]; now: Date }) {
  const t = useTranslations("keys.many");
  const locale = useLocale();
  const since = new Date(now.getTime() - recentMs).toISOString().slice(0, 10);
  const recent = keys.filter(({ lastUsedOn }) => lastUsedOn !== null && lastUsedOn >= since).length;
  const costs = keys.flatMap(({ cents30d }) => (cents30d === null ? [] : [cents30d]));
  const isEstimate = keys.some((key) => key.cents30d !== null && key.isEstimate);
  const facts = [
    ["keys", <NumberText key="keys" value={keys.length} />],
    ["recent", <NumberText key="recent" value={recent} />],
    ["tokens", <NumberText key="tokens" value={keys.reduce((sum, { tokens30d }) => sum + tokens30d, 0)} />],
  ] as const;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md border p-3 text-sm tabular-nums">
      {facts.map(([name, value]) => (
        <Fact key={name} name={t(name)}>
          {value}
        </Fact>
      ))}
      {costs.length > 0 && (
        <Fact name={t("cost")}>
          {isEstimate && "≈ "}
          {formatCents(sumCents(costs), locale)}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="text-right text-ink">{children}</dd>
    </>
  );
}
