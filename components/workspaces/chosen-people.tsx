"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { IconButton } from "@/components/ui/controls/icon-button";
import { Select } from "@/components/ui/controls/select";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import type { Choosing } from "./use-chosen-people";

type Props = { choosing: Pick<Choosing, "people" | "role" | "setOwnRole" | "remove"> };

export function ChosenPeople({ choosing: { people, role, setOwnRole, remove } }: Props) {
  const t = useTranslations("workspaces.people");
  const toName = useWorkspaceRoleName();
  if (people.length === 0) return null;
  return (
    <div className="grid gap-1.5">
      <h3 className="font-medium text-sm">{t("chosen")}</h3>
      <LongList items={people} label={t("chosen")} className="grid rounded-md border py-0.5">
        {({ userId, name, email, role: own }) => (
          <li key={userId} className="flex items-center gap-2 py-0.5 pr-1 pl-2.5 text-sm">
            <VendorText className="min-w-0 flex-1 truncate">{name || email}</VendorText>
            <Select
              isQuiet
              aria-label={t("roleOf", { name: name || email })}
              value={own ?? role}
              options={assignableWorkspaceRoles.map((value) => ({ value, label: toName(value) }))}
              onChange={({ target }) => {
                const given = assignableWorkspaceRoles.find((one) => one === target.value);
                setOwnRole(userId, given === role ? undefined : given);
              }}
              className="w-40 shrink-0 max-sm:w-32"
            />
            <IconButton
              data-edits
              label={t("unchoose", { name: name || email })}
              icon={<X />}
              onClick={() => remove(userId)}
            />
          </li>
        )}
      </LongList>
    </div>
  );
}
