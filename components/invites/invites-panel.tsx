"use client";

import { useQueryClient } from "@tanstack/react-query";
import { FileUp, MailPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { EmptyList } from "@/components/shell/empty-list";
import { ExportMenu } from "@/components/shell/export-menu";
import { listAbout } from "@/components/shell/list-about";
import { ListPage } from "@/components/shell/list-page";
import { PageHeader } from "@/components/shell/page-header";
import { useAskedDialog, useGiven } from "@/components/shell/use-asked-dialog";
import { useList } from "@/components/shell/use-list";
import { useListSelection } from "@/components/shell/use-list-selection";
import { Button, toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { onDemand } from "@/components/ui/on-demand";
import { FilterMenu } from "@/components/ui/overlay/filter-menu";
import { ListToolbar } from "@/components/ui/table/list-toolbar";
import { StatusCounts } from "@/components/ui/table/status-counts";
import { listUrl } from "@/lib/core/address/search-params";
import { inviteChoicesQuery, invitesQuery } from "@/lib/directory/invites/queries";
import type { InviteRow, InvitesPage } from "@/lib/directory/invites/schema";
import {
  type InviteSearch,
  inviteSearchParams,
  toInviteQueryString,
} from "@/lib/directory/invites/search-params";
import type { Invitee } from "./invite-dialog";
import { useInviteColumns } from "./use-invite-columns";
import { useStateName } from "./use-state-name";
import { noAccess } from "./workspace-access";

const InviteDialog = onDemand(() => import("./invite-dialog").then((file) => file.InviteDialog));
const InvitesBulkBar = onDemand(() => import("./invites-bulk-bar").then((file) => file.InvitesBulkBar));
const WithdrawDialog = onDemand(() => import("./withdraw-dialog").then((file) => file.WithdrawDialog));

const nobody: Invitee = { email: "", role: "user", access: noAccess };

export function InvitesPanel({ canWrite }: { canWrite: boolean }) {
  const t = useTranslations("invites");
  const [search, setSearch] = useQueryStates(inviteSearchParams, listUrl);
  const [isInviting, setInviting] = useAskedDialog("invite");
  const [again, setAgain] = useState<Invitee>();
  const [email, forgetEmail] = useGiven("email");
  const invitee = again ?? (canWrite && isInviting ? { ...nobody, email: email ?? "" } : undefined);
  const [withdrawing, setWithdrawing] = useState<InviteRow>();
  const list = useList({
    search,
    setSearch,
    toQueryString: toInviteQueryString,
    toQuery: (page) => invitesQuery({ ...search, page }),
    keyOf: ({ id }: InviteRow) => id,
    sorts: inviteSearchParams.sort,
  });
  const { rows, newest } = list;
  const close = () => {
    setAgain(undefined);
    setInviting(false);
    forgetEmail();
  };
  const client = useQueryClient();
  const choice = useListSelection(
    rows,
    ({ id, email, state }) => (state === "pending" || state === "expired" ? { id, email, state } : null),
    () => client.fetchQuery(inviteChoicesQuery({ ...search, page: 1 })),
  );
  const columns = useInviteColumns({ canWrite, choice, onInvite: setAgain, onWithdraw: setWithdrawing });
  const buttons = canWrite && <InviteButtons onInvite={() => setInviting(true)} />;
  const actions = (
    <>
      <ExportMenu noun="invites" query={toInviteQueryString({ ...search, page: null })} schedule="invites" />
      {buttons}
    </>
  );
  return (
    <ListPage
      list={list}
      table={{
        label: t("title"),
        columns,
        about: listAbout({ expires: search.status.some((one) => one === "pending" || one === "expired") }),
        total: t("total", { count: rows.total }),
        empty: <EmptyList noun="invites" onClear={list.onClear} action={buttons} />,
      }}
      header={<PageHeader title={t("title")} count={t("total", { count: rows.total })} actions={actions} />}
      toolbar={<InviteToolbar search={search} states={newest?.states ?? []} onChange={list.change} />}
    >
      {choice.isUsed && <InvitesBulkBar selection={choice.selection} />}
      {invitee && <InviteDialog invitee={invitee} onClose={close} />}
      {withdrawing && <WithdrawDialog invite={withdrawing} onClose={() => setWithdrawing(undefined)} />}
    </ListPage>
  );
}

function InviteButtons({ onInvite }: { onInvite: () => void }) {
  const t = useTranslations("invites");
  return (
    <>
      <Link href="/invites/import" className={toButtonClass()}>
        <FileUp aria-hidden className="size-4" />
        {t("import.open")}
      </Link>
      <Button variant="primary" onClick={onInvite}>
        <MailPlus aria-hidden className="size-4" />
        {t("create")}
      </Button>
    </>
  );
}

type Props = {
  search: InviteSearch;
  states: InvitesPage["states"];
  onChange: (change: Partial<InviteSearch>) => void;
};

function InviteToolbar({ search, states, onChange }: Props) {
  const t = useTranslations("invites");
  const toName = useStateName();
  const options = states.map(({ state, count }) => ({ value: state, label: toName(state), count }));
  const status = {
    label: t("status"),
    options,
    chosen: search.status,
    onChange: (chosen: string[]) => onChange({ status: chosen }),
  };
  return (
    <>
      <StatusCounts {...status} />
      <ListToolbar label={t("search")} q={search.q} onChange={onChange}>
        <FilterMenu {...status} />
      </ListToolbar>
    </>
  );
}
