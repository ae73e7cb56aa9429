"use client";

import { useQuery } from "@tanstack/react-query";
import { Copy, Layers, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { EmptyState } from "@/components/shell/empty-state";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { Section } from "@/components/shell/section";
import { useAsked, useGiven } from "@/components/shell/use-asked-dialog";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { hasVisibleText } from "@/components/ui/display/has-visible-text";
import { Skeleton } from "@/components/ui/display/skeleton";
import { onDemand } from "@/components/ui/on-demand";
import { toast } from "@/components/ui/overlay/toast-store";
import { Table, toRows } from "@/components/ui/table/table";
import { personAccessQuery } from "@/lib/directory/workspaces/queries";
import type {
  PersonAccess as Access,
  PersonMembership,
  WorkspacePerson,
} from "@/lib/directory/workspaces/schema";
import { useMembershipColumns } from "./use-membership-columns";

const AccessDialog = onDemand(() =>
  import("@/components/directory/access-dialog").then((file) => file.AccessDialog),
);
const CopyAccessDialog = onDemand(() =>
  import("@/components/directory/copy-access-dialog").then((file) => file.CopyAccessDialog),
);
const RemovePeopleDialog = onDemand(() =>
  import("./remove-people-dialog").then((file) => file.RemovePeopleDialog),
);

type Props = {
  person: Pick<WorkspacePerson, "userId" | "name" | "email">;
  isSelf: boolean;
  canManage: boolean;
  /** True for people who see and manage only the workspaces that they lead. */
  isLead: boolean;
};

const linked = ["add", "copy"] as const;

export function PersonAccess({ person, isSelf, canManage, isLead }: Props) {
  const { userId } = person;
  const t = useTranslations("workspaces.access");
  const [asked, setAsked] = useState<"add" | "copy">();
  const [leaving, setLeaving] = useState<PersonMembership>();
  const { data, error, refetch } = useQuery(personAccessQuery(userId));
  const columns = useMembershipColumns({ person, canManage, onRemove: setLeaving });
  const name = hasVisibleText(person.name) ? person.name : person.email;
  const led = isLead ? "yes" : "no";
  useAsked(linked, (asked) => {
    if (data?.isEverywhere) toast(t("copyEverywhere", { name }));
    else if (canManage) setAsked(asked);
  });
  const [fromId, forgetFrom] = useGiven("from");
  const close = () => {
    setAsked(undefined);
    forgetFrom();
  };
  return (
    <Section
      title={t("reaches", { name, led })}
      text={data?.isEverywhere && t("everywhere", { isBilling: toIsBilling(data) })}
      actions={
        canManage &&
        data && (
          <AccessButtons
            access={data}
            full={t("allPlaces", { led })}
            onAdd={() => setAsked("add")}
            onCopy={() => setAsked("copy")}
          />
        )
      }
    >
      {error && !data && <FailedState failure={toFailure(error)} onRetry={refetch} />}
      {!error && !data && <Skeleton className="h-24 w-full" />}
      {data && (
        <Table
          label={t("title")}
          columns={columns}
          lines={2}
          rows={toRows(data.memberships, ({ workspaceId }) => workspaceId)}
          empty={<EmptyState icon={<Layers />} title={t("emptyTitle")} text={t("emptyText")} />}
        />
      )}
      {data?.memberships.some(({ since }) => since !== null && since.since === null) && (
        // Cards don't show since when.
        <p className="not-print:max-md:hidden text-ink-muted text-sm">{t("sinceText")}</p>
      )}
      {asked === "add" && <AccessDialog kind="add" userIds={[userId]} onClose={close} />}
      {asked === "copy" && (
        <CopyAccessDialog
          people={[{ id: userId, name, email: person.email }]}
          text={t("copyText", { name, led })}
          fromId={fromId}
          onClose={close}
        />
      )}
      {leaving && (
        <RemovePeopleDialog
          workspace={{ id: leaving.workspaceId, name: leaving.name }}
          people={[person]}
          selfId={isSelf ? userId : null}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </Section>
  );
}

type ButtonProps = { access: Access; full: string; onAdd: () => void; onCopy: () => void };

/** The billing role in workspaces comes from the organization role alone. */
function toIsBilling({ memberships }: Access): string {
  return String(memberships.some(({ role }) => role === "workspace_billing"));
}

/** People with access to everything can't be added, and the buttons show why. */
function AccessButtons({ access, full, onAdd, onCopy }: ButtonProps) {
  const t = useTranslations("workspaces.access");
  const everywhere = access.isEverywhere ? t("everywhere", { isBilling: toIsBilling(access) }) : undefined;
  return (
    <>
      <AccessButton label={t("copy")} icon={<Copy aria-hidden />} reason={everywhere} onClick={onCopy} />
      <AccessButton
        label={t("add")}
        icon={<Plus aria-hidden />}
        reason={everywhere ?? (access.others.length === 0 ? full : undefined)}
        onClick={onAdd}
      />
    </>
  );
}

type AccessButtonProps = { label: string; icon: ReactNode; reason: string | undefined; onClick: () => void };

function AccessButton({ label, icon, reason, onClick }: AccessButtonProps) {
  const content = (
    <span className="flex items-center gap-2 [&>svg]:size-4">
      {icon}
      {label}
    </span>
  );
  if (reason) return <DisabledControl as="button" label={label} value={content} reason={reason} />;
  return <Button onClick={onClick}>{content}</Button>;
}
