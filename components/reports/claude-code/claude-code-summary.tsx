"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AmountKindBadge } from "@/components/directory/amount-kind";
import { ChangeNote } from "@/components/reports/shared/change-note";
import { ReportExport } from "@/components/reports/shared/report-export";
import { toFigureNote } from "@/components/reports/shared/to-figure-note";
import { Provisional } from "@/components/shell/loading-history";
import { PageHeader } from "@/components/shell/page-header";
import { NotReadYet } from "@/components/shell/read-history";
import { Figure, Figures } from "@/components/ui/display/figure";
import { useMoney } from "@/components/ui/display/money";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import { formatCount, formatCountShort, formatSpan } from "@/lib/core/format/format";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import type { ClaudeCodeQuery } from "@/lib/money/reports/claude-code/search-params";

export function ClaudeCodeHeader({ query }: { query: ClaudeCodeQuery }) {
  const t = useTranslations("claudeCode");
  return (
    <PageHeader
      title={t("title")}
      about={t("description")}
      actions={<ReportExport noun="claude-code" query={query} columns={["day", "actor", "actor_type"]} />}
    />
  );
}

export function ClaudeCodeSummary({ report }: { report: ClaudeCodeReport }) {
  const t = useTranslations("claudeCode");
  const money = useMoney();
  return (
    <>
      <WorkFigures report={report} />
      {report.otherCents && (
        <p role="note" className="text-ink-muted text-sm">
          {t("otherCents", { amounts: money.formatAll("0", report.otherCents) })}
        </p>
      )}
    </>
  );
}

type Work = Pick<ClaudeCodeReport, "kinds" | "sums">;

/** Beyond this, the digits would take more room than they are worth; the table has all of them. */
const longCount = 1_000_000;

function WorkFigures({ report }: { report: ClaudeCodeReport }) {
  const t = useTranslations("claudeCode");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const money = useMoney();
  const { loading, compared } = report;
  const isUnread = loading !== null && report.kinds.length === 0;
  const count = (value: string) => formatCount(value, locale);
  const short = (value: string) =>
    Number(value) < longCount ? count(value) : formatCountShort(value, locale);
  const toFigure = (read: (work: Work) => string, show = short, isDistinct = false) => ({
    children: isUnread ? <NotReadYet /> : show(read(report)),
    note: loading
      ? !isUnread && <Provisional />
      : compared?.total && (
          <ChangeNote
            days={{ before: compared, after: report }}
            before={read(compared.total)}
            now={read(report)}
            show={show}
            isShort
            isDistinct={isDistinct}
          />
        ),
  });
  const toActives = (kind: string) => {
    const figure = toFigure((work) => countKind(work, kind), count, true);
    return loading ? { children: <NotReadYet /> } : figure;
  };
  const people = countKind(report, "user_actor");
  const active = toActives("user_actor");
  return (
    <Figures areMany>
      <Figure
        label={tReports("days", { span: formatSpan(report, locale) })}
        isHero
        {...(!loading && { unit: t("activePeople", { count: Number(people) }) })}
        {...active}
        note={toFigureNote({
          of: report,
          isUnread: loading !== null,
          change: "note" in active && active.note,
        })}
      />
      <Figure
        label={<Explained name={t("activeKeys")} text={t("activeKeysAbout")} />}
        {...toActives("api_actor")}
      />
      <Figure label={t("counts.sessions")} {...toFigure((work) => work.sums.sessions)} />
      <Figure label={t("counts.lines_added")} {...toFigure((work) => work.sums.lines_added)} />
      <Figure label={t("counts.lines_removed")} {...toFigure((work) => work.sums.lines_removed)} />
      <Figure label={t("counts.commits")} {...toFigure((work) => work.sums.commits)} />
      <Figure label={t("counts.pull_requests")} {...toFigure((work) => work.sums.pull_requests)} />
      <Figure label={t("tokens")} {...toFigure((work) => work.sums.tokens)} />
      <Figure
        label={
          <>
            {t("cents")} <AmountKindBadge of="estimated" />
          </>
        }
        {...toFigure(
          (work) => work.sums.cents,
          (cents) => money.format(cents),
        )}
      />
    </Figures>
  );
}

function countKind({ kinds }: Work, kind: string): string {
  return String(kinds.find(({ key }) => key === kind)?.actors ?? 0);
}

function Explained({ name, text }: { name: string; text: string }): ReactNode {
  return (
    <>
      {name} <InfoTip about={name}>{text}</InfoTip>
    </>
  );
}
