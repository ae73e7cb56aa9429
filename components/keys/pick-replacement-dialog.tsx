"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeyWorkspace } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { keysQuery } from "@/lib/keys/queries";
import type { KeyRow } from "@/lib/keys/schema";
import { loadKeySearch } from "@/lib/keys/search-params";
import { useRotateKey } from "./use-rotation-mutations";

type Props = { row: KeyRow; onClose: () => void };

export function PickReplacementDialog({ row, onClose }: Props) {
  const t = useTranslations();
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<string>();
  const rotating = useRotateKey(row.id, onClose);
  return (
    <Dialog title={t("keys.rotation.pickTitle")} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen && !rotating.isPending) rotating.mutate(chosen);
        }}
      >
        <p className="text-ink-muted text-sm">{t("keys.rotation.pickHint")}</p>
        <SearchInput label={t("keys.rotation.searchKeys")} value={q} onSearch={setQ} />
        <Candidates row={row} q={q} chosen={chosen} onChoose={setChosen} />
        {rotating.error && <FailureNote failure={toFailure(rotating.error)} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("ui.cancel")}</Button>
          <Button type="submit" variant="primary" disabled={!chosen} isPending={rotating.isPending}>
            {t("keys.rotation.pick")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type CandidatesProps = {
  row: KeyRow;
  q: string;
  chosen: string | undefined;
  onChoose: (keyId: string) => void;
};

/** Newest first, because the replacement was probably just created. */
function Candidates({ row, q, chosen, onChoose }: CandidatesProps) {
  const t = useTranslations("keys.rotation");
  const newest = loadKeySearch("?status=active&sort=created&dir=desc");
  const { data, error } = useQuery(keysQuery({ ...newest, q }));
  if (error) return <FailureNote failure={toFailure(error)} />;
  const isNear = (key: KeyRow) => key.workspaceId === row.workspaceId && key.scope === row.scope;
  const found = (data?.rows ?? []).filter(({ id }) => id !== row.id);
  const keys = [...found.filter(isNear), ...found.filter((key) => !isNear(key))];
  if (data && keys.length === 0) return <p className="text-ink-muted text-sm">{t("nothingFound")}</p>;
  return (
    <fieldset className="max-h-64 overflow-y-auto rounded-md border p-1">
      <legend className="sr-only">{t("found")}</legend>
      {keys.map((key) => (
        <label
          key={key.id}
          className="flex cursor-pointer items-center gap-2.5 rounded-md px-2 py-1 hover:bg-sunken"
        >
          <input
            type="radio"
            name="replacement"
            checked={chosen === key.id}
            onChange={() => onChoose(key.id)}
          />
          <span className="grid min-w-0">
            <VendorText className="truncate">{key.name.trim() || key.id}</VendorText>
            <span className="truncate text-ink-muted text-xs">
              <KeyWorkspace row={key} /> · <VendorText className="font-mono">{key.hint ?? key.id}</VendorText>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
