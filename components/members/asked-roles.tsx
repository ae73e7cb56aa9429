"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { useAsked, useGiven } from "@/components/shell/use-asked-dialog";
import { onDemand } from "@/components/ui/on-demand";
import { assignableRoles } from "@/lib/core/organization/vocabulary";
import { memberChoicesQuery } from "@/lib/directory/members/queries";
import type { MemberChoice } from "@/lib/directory/members/schema";
import type { MemberSearch } from "@/lib/directory/members/search-params";

const ChangeRolesDialog = onDemand(() =>
  import("./change-roles-dialog").then((file) => file.ChangeRolesDialog),
);

const linked = ["roles"] as const;

/** A link asks for a role of everyone whom the page lists. */
export function AskedRoles({ search }: { search: MemberSearch }) {
  const client = useQueryClient();
  const showFailure = useFailureToast();
  const [role, forgetRole] = useGiven("as");
  const [chosen, setChosen] = useState<readonly MemberChoice[]>();
  useAsked(linked, () => {
    client
      .fetchQuery(memberChoicesQuery({ ...search, page: 1 }))
      .then(setChosen, (error) => showFailure(toFailure(error)));
  });
  const close = () => {
    setChosen(undefined);
    forgetRole();
  };
  if (!chosen) return null;
  return (
    <ChangeRolesDialog
      chosen={chosen}
      suggested={assignableRoles.find((one) => one === role)}
      onStarted={close}
      onClose={close}
    />
  );
}
