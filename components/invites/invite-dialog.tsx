"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { RolePicker } from "@/components/directory/role-picker";
import { useRoleName } from "@/components/directory/use-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { Link } from "@/components/ui/controls/link";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import { addressCheckQuery } from "@/lib/directory/invites/queries";
import type { AddressCheck } from "@/lib/directory/invites/schema";
import { isAddress, isAssignableRole, isWithoutWorkspaces } from "@/lib/directory/invites/vocabulary";
import { handOver } from "./handed-lines";
import { useSendInvite } from "./use-invite-mutations";
import { toWorkspaceAccess, type WorkspaceAccess } from "./workspace-access";
import { WorkspaceChooser } from "./workspace-chooser";

const boxClass = "rounded-md bg-warn-soft px-3 py-2 text-sm text-warn";

export type Invitee = { email: string; role: AssignableRole; access: WorkspaceAccess };

export function InviteDialog({ invitee, onClose }: { invitee: Invitee; onClose: () => void }) {
  const t = useTranslations("invites");
  const ui = useTranslations("ui");
  const router = useRouter();
  const form = useId();
  const [email, setEmail] = useState(invitee.email);
  const [chosenRole, setRole] = useState<AssignableRole>();
  const [chosen, setAccess] = useState<WorkspaceAccess>();
  const [wrong, setWrong] = useState<string>();
  const address = email.trim();
  const { data: check } = useQuery({ ...addressCheckQuery(address), enabled: isAddress(address) });
  const sending = useSendInvite(onClose);
  const pending = check?.invite ?? undefined;
  const inviteSeveral = (addresses: string) => {
    handOver(addresses);
    onClose();
    router.push("/invites/import");
  };
  const role = chosenRole ?? (pending && isAssignableRole(pending.role) ? pending.role : invitee.role);
  const access = chosen ?? (pending ? toWorkspaceAccess(pending.workspaces) : invitee.access);
  return (
    <Dialog
      title={t("createTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            disabled={Boolean(check?.member)}
            isPending={sending.isPending}
          >
            {t(pending ? "replace" : "send")}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (address.includes(",")) return inviteSeveral(address);
          if (!isAddress(address)) {
            setWrong(address);
            event.currentTarget.querySelector("input")?.focus();
          } else if (!check?.member && !sending.isPending)
            sending.mutate({ email: address, role, access, replacedId: pending?.id });
        }}
      >
        <Field
          label={t("email")}
          hint={t("hint")}
          errors={wrong === address ? [t("import.marks.bad_address")] : undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              required
              multiple
              maxLength={320}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
              onPaste={(event) => {
                const lines = event.clipboardData.getData("text").trim();
                if (!/[\n,;]/.test(lines)) return;
                event.preventDefault();
                inviteSeveral(lines);
              }}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
            />
          )}
        </Field>
        {check && <AddressNote check={check} />}
        <RolePicker role={role} onChange={setRole} />
        {!isWithoutWorkspaces(role) && (
          <WorkspaceChooser
            access={access}
            hint={t(pending ? "places.keptHint" : "places.hint")}
            onChange={setAccess}
          />
        )}
        {sending.error && <FailureNote failure={toFailure(sending.error)} />}
      </form>
    </Dialog>
  );
}

function AddressNote({ check: { member, invite } }: { check: AddressCheck }) {
  const t = useTranslations("invites");
  const toRole = useRoleName();
  if (member)
    return (
      <p role="status" className={boxClass}>
        {t("isMember", { name: member.name || member.email })}{" "}
        <Link href={`/members?q=${encodeURIComponent(member.email)}`} className="underline">
          {t("showMember")}
        </Link>
      </p>
    );
  if (!invite) return null;
  const expires = t("expiresIn", { days: invite.expiresInDays ?? 0 });
  return (
    <p role="status" className={boxClass}>
      {t("isInvited", { role: toRole(invite.role), expires })}
    </p>
  );
}
