"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeyName } from "@/components/directory/key-cells";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SearchInput } from "@/components/ui/controls/search-input";
import { Dialog } from "@/components/ui/overlay/dialog";
import { keyReplacementsQuery } from "@/lib/directory/keys/queries";
import type { KeyRow } from "@/lib/directory/keys/schema";
import { ReplacementCandidates } from "./replacement-candidates";
import type { KeyTarget } from "./use-key-status-mutation";
import { useRotateKey } from "./use-rotation-mutations";

type Props = {
  /** Each has a replacement of its own, so several are asked about one after another. */
  rows: readonly KeyTarget[];
  /** Whether the key shall stop by itself, unless the person says otherwise. */
  stopsAtFirst?: boolean;
  /** Called after the last one. */
  onDone?: () => void;
  onClose: () => void;
};

const newDays = 30;

export function PickReplacementDialog({ rows, stopsAtFirst = false, onClose, onDone = onClose }: Props) {
  const t = useTranslations("keys.rotation");
  const [position, setPosition] = useState(1);
  const row = rows[position - 1];
  const count = rows.length;
  return (
    <Dialog
      title={row && t.rich("pickTitle", { name: () => <KeyName of={row} />, position, count })}
      onClose={onClose}
    >
      {row && (
        <Replacement
          key={row.id}
          row={row}
          stopsAtFirst={stopsAtFirst}
          isOneOfMany={count > 1}
          onNext={() => (position < count ? setPosition(position + 1) : onDone())}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

type ReplacementProps = {
  row: KeyTarget;
  stopsAtFirst: boolean;
  isOneOfMany: boolean;
  onNext: () => void;
  onClose: () => void;
};

/** The newest key of the workspace is suggested if it is new, because then it was probably made for this. */
function Replacement({ row, stopsAtFirst, isOneOfMany, onNext, onClose }: ReplacementProps) {
  const t = useTranslations();
  const [q, setQ] = useState("");
  const [picked, setPicked] = useState<KeyRow>();
  const [stopsWhenQuiet, setStops] = useState(stopsAtFirst);
  const newest = useQuery(keyReplacementsQuery(row.id, "")).data?.[0];
  const suggested = isNew(newest) ? newest : undefined;
  // A key that isn't in view must not be chosen by itself.
  const chosen = picked ?? (q.trim() === "" ? suggested : undefined);
  const rotating = useRotateKey(row, onNext);
  const canStop = row.status === "active";
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen && !rotating.isPending)
          rotating.mutate({ replacement: chosen, stopsWhenQuiet: canStop && stopsWhenQuiet });
      }}
    >
      <p className="text-sm">
        {t.rich("keys.rotation.replaces", { name: () => <KeyName of={row} /> })}{" "}
        <span className="text-ink-muted">{t("keys.rotation.pickHint")}</span>
      </p>
      <SearchInput label={t("keys.rotation.searchKeys")} value={q} onSearch={setQ} />
      <ReplacementCandidates
        row={row}
        q={q}
        chosen={chosen?.id}
        suggested={suggested?.id}
        onChoose={setPicked}
      />
      {canStop && <StopChoice row={row} isChosen={stopsWhenQuiet} onChoose={setStops} />}
      {rotating.error && <FailureNote failure={toFailure(rotating.error)} />}
      <div className="flex flex-wrap justify-end gap-2 pt-1">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        {isOneOfMany && <Button onClick={onNext}>{t("keys.rotation.skip")}</Button>}
        <Button type="submit" variant="primary" disabled={!chosen} isPending={rotating.isPending}>
          {t("keys.rotation.start")}
        </Button>
      </div>
    </form>
  );
}

function isNew(key: Pick<KeyRow, "createdAt"> | undefined): boolean {
  return Date.parse(key?.createdAt ?? "") > Date.now() - newDays * 86_400_000;
}

type StopChoiceProps = { row: KeyTarget; isChosen: boolean; onChoose: (isChosen: boolean) => void };

function StopChoice({ row, isChosen, onChoose }: StopChoiceProps) {
  const t = useTranslations("keys.rotation");
  return (
    <label className="grid cursor-pointer grid-cols-[auto_1fr] items-baseline gap-x-2.5 text-sm">
      <input
        type="checkbox"
        checked={isChosen}
        onChange={({ target }) => onChoose(target.checked)}
        className="translate-y-px"
      />
      <span className="wrap-anywhere">{t.rich("stops", { name: () => <KeyName of={row} /> })}</span>
      <span className="col-start-2 text-ink-muted text-xs">{t("stopsHint")}</span>
    </label>
  );
}
