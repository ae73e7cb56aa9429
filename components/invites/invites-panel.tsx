"use client";

import { useQueryClient } from "@tanstack/react-query";
import { FileUp, MailPlus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { PageHeader } from "@/components/shell/page-header";
import { useChoosing } from "@/components/shell/use-choosing";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Table } from "@/components/ui/table/table";
import { usePagedRows } from "@/components/ui/table/use-paged-rows";
import { inviteChoicesQuery, invitesQuery } from "@/lib/invites/queries";
import type { InviteRow } from "@/lib/invites/schema";
import {
  type InviteSearch,
  inviteSearchKeys,
  inviteSearchParams,
  toInviteQueryString,
} from "@/lib/invites/search-params";
import { InviteDialog, type Invitee } from "./invite-dialog";
import { InviteToolbar } from "./invite-toolbar";
import { InvitesBulkBar } from "./invites-bulk-bar";
import { useInviteColumns } from "./use-invite-columns";
import { WithdrawDialog } from "./withdraw-dialog";
import { nowhere } from "./workspace-chooser";

export function InvitesPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("invites");
  const [search, setSearch] = useQueryStates(inviteSearchParams, { urlKeys: inviteSearchKeys });
  const [invitee, setInvitee] = useState<Invitee>();
  const [withdrawing, setWithdrawing] = useState<InviteRow>();
  const { rows, newest, isBusy, error, refetch } = usePagedRows({
    page: search.page,
    toQuery: (page) => invitesQuery({ ...search, page }),
    keyOf: ({ id }: InviteRow) => id,
    onPage: (page) => setSearch({ page }),
    listKey: toInviteQueryString({ ...search, page: null }),
  });
  const client = useQueryClient();
  const choice = useChoosing(rows.total, () => client.fetchQuery(inviteChoicesQuery({ ...search, page: 1 })));
  const columns = useInviteColumns({ canWrite, choice, onInvite: setInvitee, onWithdraw: setWithdrawing });

  const change = (part: Partial<InviteSearch>) => setSearch({ ...part, page: null });
  const isFiltered = search.q !== "" || search.status.length > 0;
  const invite = canWrite && (
    <>
      <Link href="/invites/import" className={toButtonClass()}>
        <FileUp aria-hidden className="size-4" />
        {t("import.open")}
      </Link>
      <Button variant="primary" onClick={() => setInvitee({ email: "", role: "user", places: nowhere })}>
        <MailPlus aria-hidden className="size-4" />
        {t("create")}
      </Button>
    </>
  );
  if (error) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  return (
    <>
      <PageHeader title={t("title")} description={t("total", { count: rows.total })} actions={invite} />
      <InviteToolbar search={search} states={newest?.states ?? []} onChange={change} />
      <Table
        label={t("title")}
        columns={columns}
        rows={rows}
        isBusy={isBusy}
        sort={{
          by: search.sort,
          direction: search.direction,
          onSort: (by, direction) => change({ sort: toSort(by), direction }),
        }}
        empty={
          <EmptyList
            noun="invites"
            icon={<MailPlus />}
            onClear={isFiltered ? () => change({ q: "", status: [] }) : undefined}
          />
        }
      />
      <InvitesBulkBar selection={choice.selection} />
      {invitee && <InviteDialog invitee={invitee} onClose={() => setInvitee(undefined)} />}
      {withdrawing && <WithdrawDialog invite={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </>
  );
}

function toSort(by: string): InviteSearch["sort"] {
  return inviteSearchParams.sort.parse(by) ?? inviteSearchParams.sort.defaultValue;
}
