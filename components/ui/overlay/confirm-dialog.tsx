"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { CopyButton } from "@/components/ui/controls/copy-button";
import { Field } from "@/components/ui/controls/field";
import { Input } from "@/components/ui/controls/input";
import { isSameText } from "@/components/ui/controls/same-text";
import { toVendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "./dialog";

type Props = {
  title: ReactNode;
  children: ReactNode;
  /** `accepts`: the texts of which the person must type one. `disabledReason`: why this can't be done. */
  confirm: {
    label: string;
    accepts?: readonly string[];
    isHarmless?: boolean;
    disabledReason?: string | undefined;
  };
  isPending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Shows the impact and, if asked, requires typed text. Mount it to open it. */
export function ConfirmDialog({ title, children, confirm, isPending = false, onConfirm, onClose }: Props) {
  const t = useTranslations("ui");
  const id = useId();
  const [typed, setTyped] = useState("");
  const accepts = toTypable(confirm);
  const isConfirmed = accepts.length === 0 || accepts.some((text) => isSameText(typed, text));
  const isPossible = confirm.disabledReason === undefined;

  return (
    <Dialog title={title} onClose={onClose} describedBy={id}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed && isPossible && !isPending) onConfirm();
        }}
      >
        <div id={id} className="grid gap-3 text-ink-muted">
          {children}
        </div>
        {confirm.disabledReason && (
          <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            {confirm.disabledReason}
          </p>
        )}
        {isPossible && accepts.length > 0 && <NameField accepts={accepts} typed={typed} onType={setTyped} />}
        <div className="flex flex-wrap justify-end gap-2 pt-1 max-sm:*:grow">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            type="submit"
            variant={confirm.isHarmless ? "primary" : "danger"}
            disabled={!isConfirmed || !isPossible}
            isPending={isPending}
          >
            {confirm.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** If a name has no visible characters, the button's label is used instead. */
function toTypable({ accepts = [], label }: Props["confirm"]): string[] {
  if (accepts.length === 0) return [];
  const names = [...new Set(accepts)].filter((text) => text.trim() !== "");
  return names.length > 0 ? names : [label];
}

type FieldProps = { accepts: readonly string[]; typed: string; onType: (text: string) => void };

function NameField({ accepts, typed, onType }: FieldProps) {
  const t = useTranslations("ui");
  const [name = "", other = ""] = accepts;
  return (
    <Field label={<TypeLabel accepts={accepts} />}>
      {(control) => (
        <div className="flex items-center gap-1.5">
          <Input
            {...control}
            data-transient
            value={typed}
            onChange={(event) => onType(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
          <CopyButton value={name} label={t(other ? "firstOfThem" : "whatToType")} />
        </div>
      )}
    </Field>
  );
}

function TypeLabel({ accepts }: { accepts: readonly string[] }) {
  const t = useTranslations("ui");
  const [name = "", other = ""] = accepts;
  const quote = (text: string) => toVendorText(text, "font-semibold");
  return t.rich(other ? "typeEitherToConfirm" : "typeToConfirm", { name: quote(name), other: quote(other) });
}
