"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { SelectAll } from "@/components/shell/select-all";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Amount } from "@/components/ui/display/amount";
import { Badge } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { NumberText } from "@/components/ui/display/number-text";
import { TwoLines } from "@/components/ui/display/two-lines";
import { InfoTip } from "@/components/ui/overlay/info-tip";
import type { MenuItem } from "@/components/ui/overlay/menu";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import { toDay } from "@/lib/core/format/calendar";
import { formatDay } from "@/lib/core/format/format";
import type { FindingView } from "@/lib/core/marks/vocabulary";
import type { Finding, FindingChoice } from "@/lib/governance/findings/schema";
import { EvidenceText } from "./evidence-text";
import { FindingSubject } from "./finding-subject";

type Options = {
  state: FindingView;
  onOpen: (finding: Finding) => void;
  toItems: (finding: Finding) => readonly MenuItem[];
  /** Undefined if nothing can be selected. */
  choice: ListSelection<FindingChoice> | undefined;
  toChoice: (finding: Finding) => FindingChoice | null;
};

export function useFindingColumns({ state, onOpen, toItems, choice, toChoice }: Options): Column<Finding>[] {
  const t = useTranslations("findings.columns");
  return useMemo(
    () => [
      {
        id: "subject",
        header: t("finding"),
        width: 336,
        isSortable: true,
        headerLead: choice && <SelectAll choice={choice} />,
        cell: (finding) => (
          <Title
            finding={finding}
            onOpen={onOpen}
            hasState={state === "all"}
            choice={choice}
            chosen={toChoice(finding)}
          />
        ),
      },
      {
        id: "evidence",
        header: t("evidence"),
        cell: (finding) => (
          <span className="line-clamp-2 whitespace-normal text-sm leading-5">
            <EvidenceText finding={finding} />
          </span>
        ),
      },
      {
        id: "cost",
        header: t("cost"),
        width: 150,
        isNumeric: true,
        isSortable: true,
        cell: ({ cents }) => (cents === null ? "–" : <Amount cents={cents} />),
      },
      {
        id: "score",
        header: t("score"),
        headerNote: <Formula />,
        width: 136,
        isNumeric: true,
        isSortable: true,
        card: "value",
        cell: ({ score }) => <NumberText value={score} />,
      },
      {
        id: "seen",
        header: t(state === "resolved" ? "resolved" : "seen"),
        width: 130,
        isWideOnly: state !== "resolved",
        isSortable: true,
        card: "note",
        cell: ({ firstSeenAt, resolvedAt }) => (
          <DateText at={state === "resolved" ? resolvedAt : firstSeenAt} show="day" />
        ),
      },
      {
        id: "actions",
        header: t("actions"),
        isHeaderHidden: true,
        width: 56,
        cell: (finding) => <Actions finding={finding} items={toItems(finding)} />,
      },
    ],
    [t, state, onOpen, toItems, choice, toChoice],
  );
}

type TitleProps = Pick<Options, "onOpen" | "choice"> & {
  finding: Finding;
  hasState: boolean;
  chosen: FindingChoice | null;
};

function Title({ finding, onOpen, hasState, choice, chosen }: TitleProps) {
  const t = useTranslations("findings");
  const title = (
    <TwoLines detail={<FindingSubject finding={finding} />}>
      <button
        type="button"
        className="card-link -mt-1 min-h-6 truncate rounded-sm text-left font-medium hover:underline max-md:line-clamp-2 max-md:whitespace-normal"
        onClick={() => onOpen(finding)}
      >
        {t(`rules.${finding.rule}.title`)}
      </button>
      {hasState && finding.state !== "open" && <Badge>{t(`states.${finding.state}`)}</Badge>}
      {finding.assigned && finding.state === "open" && <Assignee assigned={finding.assigned} />}
      {finding.isBeingChecked && <Badge tone="accent">{t("checking")}</Badge>}
    </TwoLines>
  );
  if (!choice) return title;
  return (
    <span className="flex min-w-0 items-center gap-1">
      <Check finding={finding} choice={choice} chosen={chosen} />
      {title}
    </span>
  );
}

type CheckProps = { finding: Finding; choice: ListSelection<FindingChoice>; chosen: FindingChoice | null };

/** Keeps its room where there is nothing to select, so that names stay below each other. */
function Check({ finding, choice, chosen }: CheckProps) {
  const t = useTranslations();
  if (!chosen) return <span aria-hidden className="w-4.5 shrink-0 pointer-coarse:w-6" />;
  const what = `${t(`findings.rules.${finding.rule}.title`)}: ${finding.label}`;
  return (
    <RowCheck
      label={t("ui.select", { what })}
      isChecked={choice.selection.has(finding.id)}
      onToggle={(hasShift) => choice.onToggle(chosen, hasShift)}
    />
  );
}

function Assignee({ assigned: { to, dueOn } }: { assigned: NonNullable<Finding["assigned"]> }) {
  const t = useTranslations("findings.assignment");
  const isLate = dueOn < toDay(new Date());
  return (
    <span title={to} className="shrink-0">
      <Badge tone={isLate ? "danger" : "neutral"}>{t("due", { day: formatDay(dueOn, useLocale()) })}</Badge>
    </span>
  );
}

function Formula() {
  const t = useTranslations("findings.formula");
  return <InfoTip about={t("title")}>{t("text")}</InfoTip>;
}

function Actions({ finding, items }: { finding: Finding; items: readonly MenuItem[] }) {
  const t = useTranslations("findings");
  const name = `${t(`rules.${finding.rule}.title`)}: ${finding.label}`;
  return <RowMenu label={t("actionsOf", { name })} items={items} />;
}
