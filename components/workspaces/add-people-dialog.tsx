"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Candidate } from "@/lib/workspaces/schema";
import { type AssignableWorkspaceRole, assignableWorkspaceRoles } from "@/lib/workspaces/vocabulary";
import { ChosenPeople } from "./chosen-people";
import { PeopleFinder } from "./people-finder";
import { useAddPeople } from "./use-add-people";

type Props = { workspaceId: string; onClose: () => void };

/** Several people, one role. Those whom the API refused stay in the list with the reason, to be tried again. */
export function AddPeopleDialog({ workspaceId, onClose }: Props) {
  const t = useTranslations("workspaces");
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [role, setRole] = useState<AssignableWorkspaceRole>(assignableWorkspaceRoles[0]);
  const { add, isPending, failures } = useAddPeople(workspaceId, (left) => {
    setChosen(left);
    if (left.length === 0) onClose();
  });
  const unchoose = (userId: string) => setChosen(chosen.filter((one) => one.userId !== userId));
  const toggle = (person: Candidate) =>
    chosen.some(({ userId }) => userId === person.userId)
      ? unchoose(person.userId)
      : setChosen([...chosen, person]);

  return (
    <Dialog title={t("people.addTitle")} onClose={onClose}>
      {/* Outside of the form: Enter in the search must not add anybody. */}
      <PeopleFinder workspaceId={workspaceId} chosen={chosen} onToggle={toggle} />
      <form
        className="mt-4 grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0 && !isPending) add({ people: chosen, role });
        }}
      >
        <ChosenPeople people={chosen} failures={failures} onRemove={unchoose} />
        <Field label={t("people.addRole")} hint={t(`roleTexts.${role}`)}>
          {({ "aria-invalid": _, ...control }) => (
            <Select
              {...control}
              value={role}
              options={assignableWorkspaceRoles.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
              onChange={({ target }) =>
                setRole(assignableWorkspaceRoles.find((one) => one === target.value) ?? role)
              }
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <CancelButton onClose={onClose} />
          <Button type="submit" variant="primary" disabled={chosen.length === 0} isPending={isPending}>
            {chosen.length === 0 ? t("people.add") : t("people.addCount", { count: chosen.length })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function CancelButton({ onClose }: { onClose: () => void }) {
  const t = useTranslations("ui");
  return <Button onClick={onClose}>{t("cancel")}</Button>;
}
