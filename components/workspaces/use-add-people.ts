"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { toast } from "@/components/ui/toast-store";
import { unwrap } from "@/lib/entry/unwrap";
import type { Failure } from "@/lib/errors";
import { addWorkspaceMember } from "@/lib/workspaces/actions";
import type { Candidate } from "@/lib/workspaces/schema";
import { type AssignableWorkspaceRole, toMembershipId } from "@/lib/workspaces/vocabulary";
import { useInvalidateWorkspaces } from "./use-invalidate-workspaces";

type Addition = { people: readonly Candidate[]; role: AssignableWorkspaceRole };
type Failed = { person: Candidate; failure: Failure };

/** Adds people one by one: each has a result of their own, and `onDone` gets those who are still to be added. */
export function useAddPeople(workspaceId: string, onDone: (left: Candidate[]) => void) {
  const t = useTranslations("workspaces.people");
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map());
  const mutation = useMutation({
    mutationFn: async ({ people, role }: Addition) => {
      const failed: Failed[] = [];
      for (const person of people) {
        const membershipId = toMembershipId(workspaceId, person.userId);
        await addWorkspaceMember({ membershipId, role })
          .then(unwrap)
          .catch((error: unknown) => failed.push({ person, failure: toFailure(error) }));
      }
      return failed;
    },
    onSuccess: (failed, { people }) => {
      const count = people.length - failed.length;
      if (count > 0) toast(t("added", { count }));
      setFailures(new Map(failed.map(({ person, failure }) => [person.userId, failure])));
      onDone(failed.map(({ person }) => person));
    },
    onSettled: useInvalidateWorkspaces(),
  });
  return { add: mutation.mutate, isPending: mutation.isPending, failures };
}
