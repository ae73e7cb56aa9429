"use client";

import { useLocale, useTranslations } from "next-intl";
import { PageHeader } from "@/components/shell/page-header";
import { InfoTip } from "@/components/ui/info-tip";
import { formatCount, formatDay } from "@/lib/format";
import { formatCents } from "@/lib/money";
import type { ClaudeCodeQuery } from "@/lib/reports/claude-code-search-params";
import type { ClaudeCodeReport } from "@/lib/reports/schema";
import { Figure, Figures } from "./figure";
import { ReportActions } from "./report-actions";

type Props = { report: ClaudeCodeReport; query: ClaudeCodeQuery };

/** How many worked with it, and what came of it. */
export function ClaudeCodeSummary({ report, query }: Props) {
  const t = useTranslations("claudeCode");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const { from, to, kinds, sums } = report;
  const countOf = (kind: string) => kinds.find(({ key }) => key === kind)?.actors ?? 0;
  const days = tReports("days", { from: formatDay(from, locale), to: formatDay(to, locale) });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={<ReportActions noun="claude-code" query={query} columns="day,actor,actor_type" />}
      />
      <Figures>
        <Figure label={days} isMain>
          {t("activePeople", { count: countOf("user_actor") })}
        </Figure>
        <Figure label={<Explained name={t("activeKeys")} text={t("activeKeysAbout")} />}>
          {formatCount(countOf("api_actor"), locale)}
        </Figure>
        <Figure label={t("counts.sessions")}>{formatCount(sums.sessions, locale)}</Figure>
        <Figure label={t("lines")}>
          +{formatCount(sums.lines_added, locale)} −{formatCount(sums.lines_removed, locale)}
        </Figure>
        <Figure label={t("counts.commits")}>{formatCount(sums.commits, locale)}</Figure>
        <Figure label={t("counts.pull_requests")}>{formatCount(sums.pull_requests, locale)}</Figure>
        <Figure label={t("tokens")}>{formatCount(sums.tokens, locale)}</Figure>
        <Figure label={<Explained name={t("cents")} text={t("centsAbout")} />}>
          {formatCents(sums.cents, locale)}
        </Figure>
      </Figures>
    </>
  );
}

function Explained({ name, text }: { name: string; text: string }) {
  return (
    <>
      {name} <InfoTip about={name}>{text}</InfoTip>
    </>
  );
}
