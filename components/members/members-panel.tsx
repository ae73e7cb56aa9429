"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryState, useQueryStates } from "nuqs";
import { useState } from "react";
import { PastDateLink } from "@/components/directory/past-date-link";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { listAbout } from "@/components/shell/list-about";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { LoadingPeek } from "@/components/shell/peek-frame";
import { HistoryProvider } from "@/components/shell/read-history";
import { useAskedWrites } from "@/components/shell/use-asked-writes";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { onDemand } from "@/components/ui/on-demand";
import { listUrl } from "@/lib/core/address/search-params";
import { windowDays } from "@/lib/core/format/calendar";
import { memberChoicesQuery, membersQuery } from "@/lib/directory/members/queries";
import type { MemberRow } from "@/lib/directory/members/schema";
import { memberSearchParams, toMemberQueryString } from "@/lib/directory/members/search-params";
import { measuredReports } from "@/lib/directory/members/vocabulary";
import { ActivityNote } from "./activity-note";
import { MemberToolbar } from "./member-toolbar";
import { useMemberColumns } from "./use-member-columns";

const MemberPeek = onDemand(() => import("./member-peek").then((file) => file.MemberPeek), LoadingPeek);
const AskedRoles = onDemand(() => import("./asked-roles").then((file) => file.AskedRoles));
const MembersBulkBar = onDemand(() => import("./members-bulk-bar").then((file) => file.MembersBulkBar));
const loadRoleChanges = () => import("./role-changes").then((file) => file.RoleChanges);

export function MembersPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("members");
  const [search, setSearch] = useQueryStates(memberSearchParams, listUrl);
  const hasAskedRoles = useHasAskedRoles();
  const list = useList({
    search,
    setSearch,
    toQueryString: toMemberQueryString,
    toQuery: (page) => membersQuery({ ...search, page }),
    keyOf: ({ id }: MemberRow) => id,
    sorts: memberSearchParams.sort,
  });
  const { rows, newest } = list;
  const client = useQueryClient();
  const choice = useListSelection(
    rows,
    (member) => member,
    () => client.fetchQuery(memberChoicesQuery({ ...search, page: 1 })),
  );
  const isLeft = search.state === "left";
  const { ask: onRole, writes: roleChanges } = useAskedWrites(loadRoleChanges);
  const columns = useMemberColumns({
    canWrite: canWrite && !isLeft,
    isLeft,
    onRole,
    choice,
    source: newest?.rows.find(({ spend }) => spend.source !== null)?.spend.source ?? null,
  });
  const loading = search.idle === null ? null : newest?.loading;
  const total = t(isLeft ? "totalLeft" : "total", { count: rows.total });
  const invite = canWrite && <InviteLink />;
  const header = (
    <>
      <PageHeader
        title={t("title")}
        count={total}
        about={newest && !newest.loading?.isUnavailable && <ActivityNote days={newest.activity} />}
        actions={
          <>
            <PastDateLink noun="members" />
            <ExportMenu
              noun="members"
              query={toMemberQueryString({ ...search, page: null })}
              schedule="members"
            />
            {invite}
          </>
        }
      />
      <IncompleteLately reports={measuredReports} days={windowDays} />
      {newest && newest.leftCount > 0 && (
        // On a phone, the filters lead there.
        <p className="-mt-3 text-sm max-md:hidden">
          <Link
            href={{ pathname: "/members", query: { state: "left", q: search.q } }}
            className="rounded-sm text-accent hover:underline"
          >
            {t("alsoLeft", { count: newest.leftCount })}
          </Link>
        </p>
      )}
    </>
  );
  return (
    <HistoryProvider loading={newest?.loading}>
      <ListPage
        list={list}
        table={{
          label: t("title"),
          columns,
          about: listAbout({
            role: search.role.length > 0,
            workspaces: search.workspaces !== null || search.workspace.length > 0,
            active: search.idle !== null,
          }),
          Peek: MemberPeek,
          lines: 2,
          total,
          empty: <EmptyList noun="members" onClear={list.onClear} loading={loading} action={invite} />,
        }}
        header={header}
        toolbar={<MemberToolbar search={search} roles={newest?.roles ?? []} onChange={list.change} />}
      >
        {canWrite && !isLeft && choice.isUsed && <MembersBulkBar selection={choice.selection} />}
        {canWrite && !isLeft && hasAskedRoles && <AskedRoles search={search} />}
        {roleChanges}
      </ListPage>
    </HistoryProvider>
  );
}

/** Whether a link has asked for roles, which then leaves the address. */
function useHasAskedRoles(): boolean {
  const [open] = useQueryState("open");
  const [hasAsked, setAsked] = useState(false);
  if (open === "roles" && !hasAsked) setAsked(true);
  return hasAsked;
}

function InviteLink() {
  const t = useTranslations("invites");
  return (
    <Link href="/invites?open=invite" className={toButtonClass("primary")}>
      {t("create")}
    </Link>
  );
}
