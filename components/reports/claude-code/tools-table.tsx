"use client";

import { useLocale, useTranslations } from "next-intl";
import { formatRatio } from "@/components/reports/shared/format-ratio";
import { FoldedSection } from "@/components/shell/folded-section";
import { NumberText } from "@/components/ui/display/number-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Table, toRows } from "@/components/ui/table/table";
import type { Column } from "@/components/ui/table/table-columns";
import type { ClaudeCodeReport } from "@/lib/money/reports/claude-code/schema";
import { otherKey } from "@/lib/money/reports/vocabulary";

type Tool = ClaudeCodeReport["tools"][number];

export function ToolsTable({ report, isBusy }: { report: ClaudeCodeReport; isBusy: boolean }) {
  const t = useTranslations("claudeCode");
  const tReports = useTranslations("reports");
  const locale = useLocale();
  const columns: Column<Tool>[] = [
    {
      id: "tool",
      header: t("tool"),
      cell: ({ tool, accepted, rejected }) => (
        <CardLines detail={<Counts counts={{ accepted, rejected }} />}>
          <VendorText className="truncate">{tool === otherKey ? tReports("other") : tool}</VendorText>
        </CardLines>
      ),
    },
    {
      id: "accepted",
      header: t("accepted"),
      width: 130,
      isNumeric: true,
      cell: ({ accepted }) => <NumberText value={accepted} />,
    },
    {
      id: "rejected",
      header: t("rejected"),
      width: 130,
      isNumeric: true,
      cell: ({ rejected }) => <NumberText value={rejected} />,
    },
    {
      id: "acceptance",
      header: t("acceptance"),
      width: 130,
      card: "value",
      isNumeric: true,
      cell: ({ acceptance }) => formatRatio(acceptance, locale),
    },
  ];
  return (
    <FoldedSection title={t("tools")}>
      <p className="max-w-prose text-ink-muted text-sm">{t("acceptanceAbout")}</p>
      <Table
        label={t("tools")}
        columns={columns}
        rows={toRows(report.tools, ({ tool }) => tool)}
        isBusy={isBusy}
      />
    </FoldedSection>
  );
}

function Counts({ counts: { accepted, rejected } }: { counts: Pick<Tool, "accepted" | "rejected"> }) {
  const t = useTranslations("claudeCode");
  return (
    <>
      {t("accepted")}: <NumberText value={accepted} /> · {t("rejected")}: <NumberText value={rejected} />
    </>
  );
}
