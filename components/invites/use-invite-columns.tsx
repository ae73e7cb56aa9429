"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { useRoleName } from "@/components/directory/use-role-name";
import { SelectAll } from "@/components/shell/select-all";
import type { ListSelection } from "@/components/shell/use-list-selection";
import { RowCheck } from "@/components/ui/controls/row-check";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { DateText } from "@/components/ui/display/date-text";
import { CardLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { RowMenu } from "@/components/ui/overlay/row-menu";
import type { Column } from "@/components/ui/table/table-columns";
import type { InviteChoice, InviteRow } from "@/lib/directory/invites/schema";
import { isAssignableRole } from "@/lib/directory/invites/vocabulary";
import type { Invitee } from "./invite-dialog";
import { PendingMembershipList } from "./pending-membership-list";
import { useStateName } from "./use-state-name";
import { toWorkspaceAccess } from "./workspace-access";

type Options = Actions & { canWrite: boolean; choice: ListSelection<InviteChoice> };
type Actions = { onInvite: (invitee: Invitee) => void; onWithdraw: (invite: InviteRow) => void };

export function useInviteColumns({ canWrite, choice, onInvite, onWithdraw }: Options): Column<InviteRow>[] {
  const t = useTranslations("invites");
  return useMemo(
    () => [
      {
        id: "email",
        header: t("email"),
        headerLead: canWrite && <SelectAll choice={choice} />,
        isSortable: true,
        cell: (invite) => <ChoosableAddress invite={invite} choice={canWrite ? choice : undefined} />,
      },
      {
        id: "role",
        header: t("role"),
        isSortable: true,
        width: 150,
        cell: ({ role }) => <RoleName role={role} />,
      },
      {
        id: "status",
        header: t("status"),
        isSortable: true,
        width: 116,
        card: "value",
        cell: ({ state }) => <StateBadge state={state} />,
      },
      {
        id: "invited",
        header: t("invited"),
        isSortable: true,
        width: 120,
        cell: ({ invitedAt }) => (invitedAt ? <DateText at={invitedAt} show="day" /> : <Nothing />),
      },
      {
        id: "expires",
        header: t("expires"),
        isSortable: true,
        width: 120,
        card: "note",
        cell: (invite) => <Expiry invite={invite} />,
      },
      {
        id: "accepted",
        header: t("accepted"),
        isSortable: true,
        width: 128,
        isWideOnly: true,
        cell: ({ acceptedAt }) => (acceptedAt ? <DateText at={acceptedAt} show="day" /> : <Nothing />),
      },
      {
        id: "workspaces",
        header: t("places.label"),
        width: 150,
        cell: ({ workspaces }) =>
          workspaces.length > 0 ? <PendingMembershipList workspaces={workspaces} /> : <Nothing />,
      },
      ...(canWrite ? [toActions(t("actions"), { onInvite, onWithdraw })] : []),
    ],
    [t, canWrite, choice, onInvite, onWithdraw],
  );
}

/** Accepted invites can't be chosen. */
function ChoosableAddress({
  invite,
  choice,
}: {
  invite: InviteRow;
  choice: ListSelection<InviteChoice> | undefined;
}) {
  const t = useTranslations("ui");
  const { id, email, state } = invite;
  return (
    <span className="flex min-w-0 items-center gap-1">
      {choice && (
        <RowCheck
          label={t("select", { what: email })}
          isChecked={choice.selection.has(id)}
          isDisabled={state !== "pending" && state !== "expired"}
          onToggle={(hasShift) => choice.onToggle({ id, email, state }, hasShift)}
        />
      )}
      <CardLines detail={<RoleName role={invite.role} />}>
        <Address invite={invite} />
      </CardLines>
    </span>
  );
}

function toActions(header: string, actions: Actions): Column<InviteRow> {
  return {
    id: "actions",
    header,
    isHeaderHidden: true,
    width: 56,
    cell: (invite) => <InviteMenu invite={invite} {...actions} />,
  };
}

function InviteMenu({ invite, onInvite, onWithdraw }: Actions & { invite: InviteRow }) {
  const t = useTranslations();
  const { email, role, reason } = invite;
  const again = {
    email,
    role: isAssignableRole(role) ? role : "user",
    access: toWorkspaceAccess(invite.workspaces),
  };
  return (
    <RowMenu
      label={t("invites.actionsOf", { name: email })}
      items={[
        { id: "again", hasDialog: true, label: t("invites.again"), onSelect: () => onInvite(again) },
        {
          id: "withdraw",
          hasDialog: true,
          label: t("invites.withdraw"),
          onSelect: () => onWithdraw(invite),
          isDanger: true,
          disabledReason: reason ? t(`reasons.${reason}`) : undefined,
        },
      ]}
    />
  );
}

function RoleName({ role }: { role: string }) {
  return useRoleName()(role);
}

const tones: Record<string, Tone> = { pending: "accent", expired: "warn", accepted: "good" };

function StateBadge({ state }: { state: string }) {
  return <Badge tone={tones[state] ?? "neutral"}>{useStateName()(state)}</Badge>;
}

function Expiry({ invite: { expiresAt, expiresInDays, state } }: { invite: InviteRow }) {
  const t = useTranslations("invites");
  if (expiresInDays !== null) return t("expiresIn", { days: expiresInDays });
  return state === "accepted" || !expiresAt ? <Nothing /> : <DateText at={expiresAt} show="day" />;
}

function Nothing() {
  return <span className="text-ink-faint">–</span>;
}

function Address({ invite: { email, state } }: { invite: InviteRow }) {
  if (state !== "accepted") return <VendorText className="truncate font-medium">{email}</VendorText>;
  return (
    <PersonLink id={email} className="card-link truncate font-medium">
      {email}
    </PersonLink>
  );
}
