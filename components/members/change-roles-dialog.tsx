"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { RolePicker } from "@/components/directory/role-picker";
import { touchedByAccess } from "@/components/directory/use-invalidate-workspaces";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useStartRun } from "@/components/shell/use-start-run";
import { Button } from "@/components/ui/controls/button";
import { toVendorText, VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { type AssignableRole, assignableRoles, inheritedRoles } from "@/lib/core/organization/vocabulary";
import { changeMemberRoles } from "@/lib/directory/members/actions";
import type { MemberChoice } from "@/lib/directory/members/schema";
import { givesLess, givesMore } from "@/lib/directory/members/vocabulary";
import { RoleAccessNote } from "./role-access-note";

type Props = {
  chosen: readonly MemberChoice[];
  /** The role that is chosen at first; by default the one that all have. */
  suggested?: AssignableRole | undefined;
  onStarted: () => void;
  onClose: () => void;
};

/** More names would be too many to read. */
const maxNames = 8;

/** People who already have the role, or whose change the API would refuse, are left out and counted. */
export function ChangeRolesDialog({ chosen, suggested, onStarted, onClose }: Props) {
  const t = useTranslations();
  const [role, setRole] = useState(suggested ?? findCommonRole(chosen));
  const starting = useStarting(onStarted);
  const people = role ? chosen.filter((one) => one.reason === null && one.role !== role) : [];
  const refused = chosen.filter(({ reason }) => reason !== null).length;
  const count = people.length;
  const raised = people.filter((one) => role && givesMore(role, one.role)).length;
  return (
    <Dialog title={t("members.many.roleTitle", { count: chosen.length })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (role && count > 0 && !starting.isPending) starting.mutate({ role, people });
        }}
      >
        {chosen.length <= maxNames && (
          <VendorText className="text-ink-muted wrap-anywhere">
            {chosen.map(({ name, email }) => name || email).join(", ")}
          </VendorText>
        )}
        <RolePicker startsHere role={role} onChange={setRole} />
        {role && raised > 0 && (
          <RoleAccessNote role={role}>{t("members.raise.many", { count: raised })}</RoleAccessNote>
        )}
        <FewerNote lowered={people.filter((one) => role && givesLess(role, one.role))} />
        <div className="grid gap-1 text-ink-muted text-sm">
          {role && <p>{t("members.many.changed", { count })}</p>}
          {refused > 0 && <p>{t("members.many.fixed", { count: refused })}</p>}
          {role && chosen.length > count + refused && (
            <p>{t("members.many.same", { count: chosen.length - count - refused })}</p>
          )}
          <p>{t("members.many.run")}</p>
        </div>
        {starting.error && <FailureNote failure={toFailure(starting.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={count === 0} isPending={starting.isPending}>
            {t("members.many.confirm", { count })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Undefined where roles differ, or where the common one can't be assigned: then nothing is suggested. */
function findCommonRole(chosen: readonly MemberChoice[]): AssignableRole | undefined {
  const [first] = chosen;
  return assignableRoles.find((role) => role === first?.role && chosen.every((one) => one.role === role));
}

function FewerNote({ lowered }: { lowered: readonly MemberChoice[] }) {
  const t = useTranslations("members.raise");
  if (lowered.length === 0) return null;
  const toName = ({ name, email }: MemberChoice) => name || email;
  const list = lowered.slice(0, maxNames).map(toName).join(", ");
  const all = lowered.filter((one) => Object.hasOwn(inheritedRoles, one.role)).length;
  return (
    <div className="grid gap-1 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
      <p className="wrap-anywhere">
        {t.rich("fewer", {
          count: lowered.length,
          more: Math.max(0, lowered.length - maxNames),
          names: toVendorText(list),
        })}
      </p>
      {all > 0 && <p>{t("fewerPlaces", { count: all })}</p>}
    </div>
  );
}

/** Each row carries the role that the person saw, so that a newer change isn't overwritten. */
function useStarting(onStarted: () => void) {
  return useStartRun<{ role: AssignableRole; people: readonly MemberChoice[] }>({
    write: (send, { role, people }) => {
      const members = people.map(({ id, role: expected }) => ({ memberId: id, expected }));
      return send(changeMemberRoles, { role, members });
    },
    onStarted,
    touched: touchedByAccess,
  });
}
