"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { Field } from "@/components/ui/controls/field";
import { SearchInput } from "@/components/ui/controls/search-input";
import { Select } from "@/components/ui/controls/select";
import { LongList } from "@/components/ui/display/long-list";
import { Skeleton } from "@/components/ui/display/skeleton";
import { VendorText } from "@/components/ui/display/vendor-text";
import { fold } from "@/lib/core/format/fold";
import { assignableWorkspaceRoles } from "@/lib/core/organization/vocabulary";
import { invitableWorkspacesQuery } from "@/lib/directory/invites/queries";
import type { WorkspaceAccess } from "./workspace-access";

type Props = { access: WorkspaceAccess; hint: string; onChange: (access: WorkspaceAccess) => void };

const manyWorkspaces = 8;

export function WorkspaceChooser({ access, hint, onChange }: Props) {
  const t = useTranslations("invites.places");
  const [q, setQ] = useState("");
  const { data = [], isPending } = useQuery(invitableWorkspacesQuery());
  const { workspaceIds } = access;
  const isFound = (name: string) => fold(name).includes(fold(q.trim()));
  const shown = data.filter(({ id, name }) => isFound(name) || workspaceIds.includes(id));
  const toggle = (id: string) =>
    onChange({
      ...access,
      workspaceIds: workspaceIds.includes(id)
        ? workspaceIds.filter((one) => one !== id)
        : [...workspaceIds, id],
    });
  if (data.length === 0 && !isPending) return null;
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="font-medium text-sm">{t("label")}</p>
      {data.length > manyWorkspaces && <SearchInput label={t("search")} value={q} onSearch={setQ} />}
      {/* As high as most lists, so that the buttons below stay where they are. */}
      {isPending && <Skeleton className="h-34 w-full" />}
      <LongList items={shown} label={t("label")} isChosen={({ id }) => workspaceIds.includes(id)}>
        {({ id, name }) => (
          <label
            key={id}
            className="flex min-h-7 pointer-coarse:min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2 hover:bg-sunken"
          >
            <input type="checkbox" checked={workspaceIds.includes(id)} onChange={() => toggle(id)} />
            <VendorText className="min-w-0 truncate">{name}</VendorText>
          </label>
        )}
      </LongList>
      {shown.length === 0 && !isPending && <p className="px-2 text-ink-muted text-sm">{t("noneFound")}</p>}
      <p className="mb-2.5 text-ink-muted text-xs">{hint}</p>
      <RoleField access={access} onChange={onChange} />
    </div>
  );
}

function RoleField({ access, onChange }: Pick<Props, "access" | "onChange">) {
  const t = useTranslations("invites.places");
  const toName = useWorkspaceRoleName();
  return (
    <Field label={t("role")}>
      {({ "aria-invalid": _, ...control }) => (
        <Select
          {...control}
          value={access.workspaceRole}
          options={assignableWorkspaceRoles.map((value) => ({ value, label: toName(value) }))}
          onChange={({ target }) => {
            const workspaceRole = assignableWorkspaceRoles.find((one) => one === target.value);
            if (workspaceRole) onChange({ ...access, workspaceRole });
          }}
        />
      )}
    </Field>
  );
}
