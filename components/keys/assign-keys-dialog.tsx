"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeyName } from "@/components/directory/key-cells";
import { type FoundPerson, PersonFinder } from "@/components/directory/person-finder";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useFormMutation } from "@/components/shell/use-operation";
import { useStartRun } from "@/components/shell/use-start-run";
import { Button } from "@/components/ui/controls/button";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { assignKey, assignKeys } from "@/lib/directory/keys/actions";
import type { KeyRow } from "@/lib/directory/keys/schema";

type Props = {
  keys: readonly (Pick<KeyRow, "id" | "name"> & Partial<Pick<KeyRow, "owner">>)[];
  /** Called when the owner is assigned, or the run that does it has started. */
  onDone?: () => void;
  onClose: () => void;
};

/** Names who answers for keys. Nothing changes at the API. */
export function AssignKeysDialog({ keys, onClose, onDone = onClose }: Props) {
  const t = useTranslations("keys.assigning");
  const ui = useTranslations("ui");
  const [chosen, setChosen] = useState<FoundPerson>();
  const assigning = useAssigning(keys, onDone);
  const count = keys.length;
  const [only] = keys;
  const owner = count === 1 ? only?.owner : null;
  return (
    <Dialog title={t("title", { count })} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen && !assigning.isPending) assigning.mutate(chosen);
        }}
      >
        <p className="text-sm">
          {owner
            ? t.rich("now", {
                name: () => only && <KeyName of={only} />,
                owner: toVendorText(owner.name, "font-medium"),
              })
            : t("text", { count })}
        </p>
        <PersonFinder onChoose={(_, person) => setChosen(person)} />
        {assigning.error && <FailureNote failure={toFailure(assigning.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{ui("cancel")}</Button>
          {owner && <Button onClick={() => assigning.mutate(null)}>{t("remove")}</Button>}
          <Button type="submit" variant="primary" disabled={!chosen} isPending={assigning.isPending}>
            {t("assign")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function useAssigning(keys: Props["keys"], onDone: () => void) {
  const t = useTranslations("keys.assigning");
  const [only, ...others] = keys;
  const one = useFormMutation<FoundPerson | null>(
    {
      run: (send, person) => send(assignKey, { keyId: only?.id ?? "", ownerId: person?.id ?? null }),
      toText: (person) =>
        t.rich(person ? "done" : "removed", {
          name: () => only && <KeyName of={only} />,
          owner: toVendorText(person?.name || person?.email || "", "font-medium"),
        }),
      refreshes: ["keys", "activity"],
    },
    onDone,
  );
  const many = useStartRun<FoundPerson | null>({
    write: (send, person) =>
      send(assignKeys, { keyIds: keys.map(({ id }) => id), ownerId: person?.id ?? null }),
    onStarted: onDone,
    touched: [["keys"], ["members"], ["me"]],
  });
  return others.length > 0 ? many : one;
}
