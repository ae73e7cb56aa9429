"use client";

import { useTranslations } from "next-intl";
import { ShareLines } from "@/components/charts/share-lines";
import { Section } from "@/components/shell/section";
import type { UsageReport } from "@/lib/money/reports/schema";

export function UsageShares({ report }: { report: UsageReport }) {
  const t = useTranslations("usage");
  const { buckets, granularity } = report;
  const hits = { name: t("cacheHits"), color: 0, values: buckets.map(({ cacheHitShare }) => cacheHitShare) };
  const batches = { name: t("batch"), color: 1, values: buckets.map(({ batchShare }) => batchShare) };
  const lines = [hits, batches].filter(({ values }) => values.some((value) => value !== null));
  if (lines.length === 0 || buckets.length < 2) return null;
  return (
    <Section title={t("shares")}>
      <ShareLines
        label={t("shares")}
        lines={lines}
        periods={buckets.map(({ startsOn }) => startsOn)}
        granularity={granularity}
      />
    </Section>
  );
}
