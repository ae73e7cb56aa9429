"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { HeaderDays } from "@/components/directory/header-days";
import { SelectAll } from "@/components/shell/select-all";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { useOrganization } from "@/components/shell/use-organization";
import { CountLink } from "@/components/ui/display/count-link";
import { DateText } from "@/components/ui/display/date-text";
import type { Column } from "@/components/ui/table/table-columns";
import type { MemberChoice, MemberRow, MemberSpend } from "@/lib/directory/members/schema";
import { memberColumnNames, memberColumns } from "@/lib/directory/members/vocabulary";
import { LastActive, MemberName, MemberSessions, MemberWorkspaces, SpendText } from "./member-cells";
import { MemberCostKind } from "./member-cost-kind";
import { MemberMenu } from "./member-menu";
import type { AskedRole } from "./role-changes";
import { RoleSelect, useMemberRoles } from "./role-select";

type Options = {
  canWrite: boolean;
  /** Whether the list is of people who left. */
  isLeft: boolean;
  onRole: (asked: AskedRole) => void;
  choice: ListSelection<MemberChoice>;
  /** Where the cost of the people on the page comes from; null if it isn't known. */
  source: MemberSpend["source"];
};
type Translator = ReturnType<typeof useTranslations<never>>;

export function useMemberColumns({ canWrite, isLeft, onRole, choice, source }: Options): Column<MemberRow>[] {
  const t = useTranslations();
  const roles = useMemberRoles(onRole);
  const { lacks } = useOrganization();
  const missing = memberColumnNames
    .filter((name) => memberColumns[name].length > 0 && memberColumns[name].every(lacks))
    .join();
  return useMemo(() => {
    const hidden = [...missing.split(","), ...(isLeft ? ["workspaces", "spend", "claudeCode"] : ["left"])];
    const shown = toMeasures(t, source).filter(({ id }) => !hidden.includes(id));
    const columns = [...toWho(t, roles, canWrite ? choice : undefined), ...shown];
    return [
      ...columns.map((column) => ({ ...column, isSortable: true })),
      ...(canWrite ? [toActions(t)] : []),
    ];
  }, [t, roles, missing, canWrite, isLeft, choice, source]);
}

/** Only people who can change members can select them. */
function toWho(
  t: Translator,
  roles: ReturnType<typeof useMemberRoles>,
  choice: ListSelection<MemberChoice> | undefined,
): Column<MemberRow>[] {
  return [
    {
      id: "name",
      header: t("members.name"),
      width: 332,
      headerLead: choice && <SelectAll choice={choice} />,
      cell: (member) => <MemberName t={t} member={member} choice={choice} />,
    },
    {
      id: "role",
      header: t("members.role"),
      width: 180,
      cell: (member) => <RoleSelect member={member} roles={roles} canWrite={choice !== undefined} />,
    },
  ];
}

function toMeasures(t: Translator, source: MemberSpend["source"]): Column<MemberRow>[] {
  return [
    {
      id: "workspaces",
      header: t("members.workspaces"),
      width: 112,
      isNumeric: true,
      cell: (member) => <MemberWorkspaces t={t} member={member} />,
    },
    {
      id: "keys",
      header: t("members.keysMade"),
      width: 96,
      isWideOnly: true,
      isNumeric: true,
      cell: ({ id, keyCount }) => (
        <CountLink href={`/keys?maker=${encodeURIComponent(id)}`} count={keyCount} />
      ),
    },
    {
      id: "spend",
      header: t("members.spend"),
      // It keeps its place while it isn't known, so that the rows don't move.
      headerNote: (
        <span aria-hidden={source === null} className={source === null ? "invisible" : undefined}>
          <MemberCostKind source={source ?? "claude_code"} />
        </span>
      ),
      width: 136,
      isNumeric: true,
      card: "value",
      cell: ({ spend, hidden }) => <SpendText t={t} spend={spend} hidden={hidden} />,
    },
    {
      id: "claudeCode",
      header: t("members.claudeCode"),
      headerShown: t("members.claudeCodeShort"),
      headerNote: <HeaderDays />,
      width: 114,
      isWideOnly: true,
      isNumeric: true,
      cell: ({ claudeCodeSessions, hidden }) => (
        <MemberSessions t={t} count={claudeCodeSessions} hidden={hidden} />
      ),
    },
    {
      id: "active",
      header: t("members.lastActive"),
      width: 118,
      card: "note",
      cell: ({ lastActiveOn, hidden }) => <LastActive t={t} day={lastActiveOn} hidden={hidden} />,
    },
    toDay("added", t("members.added"), ({ addedAt }) => addedAt),
    toDay("left", t("members.left"), ({ goneAt }) => goneAt),
  ];
}

function toDay(id: string, header: string, toAt: (member: MemberRow) => string | null): Column<MemberRow> {
  const toCell = (at: string | null) => (at ? <DateText at={at} show="day" /> : "–");
  return { id, header, width: 115, cell: (member) => toCell(toAt(member)) };
}

function toActions(t: Translator): Column<MemberRow> {
  return {
    id: "actions",
    header: t("members.actions"),
    isHeaderHidden: true,
    width: 56,
    cell: (member) => <MemberMenu member={member} />,
  };
}
