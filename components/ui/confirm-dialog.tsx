"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Field } from "./field";
import { Input } from "./input";
import { VendorText } from "./vendor-text";

type Props = {
  title: ReactNode;
  /** What will happen and what it touches. */
  children: ReactNode;
  /** `accepts`: one or two strings, of which the person must type one, e.g. name and e-mail. */
  confirm: { label: string; accepts?: readonly string[]; isHarmless?: boolean };
  isPending?: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

function toComparable(text: string): string {
  return text.normalize("NFC").trim();
}

function TypeLabel({ accepts }: { accepts: readonly string[] }) {
  const t = useTranslations("ui");
  const [name = "", other = ""] = accepts;
  const quote = (text: string) => () => <VendorText className="font-semibold">{text}</VendorText>;
  return t.rich(other ? "typeEitherToConfirm" : "typeToConfirm", { name: quote(name), other: quote(other) });
}

/** For irreversible acts: shows the impact and, when asked to, wants the name typed. Mount it to open it. */
export function ConfirmDialog({ title, children, confirm, isPending = false, onConfirm, onClose }: Props) {
  const t = useTranslations("ui");
  const [typed, setTyped] = useState("");
  const accepts = [...new Set((confirm.accepts ?? []).map(toComparable))].filter((text) => text !== "");
  const isConfirmed = accepts.length === 0 || accepts.includes(toComparable(typed));

  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isConfirmed && !isPending) onConfirm();
        }}
      >
        <div className="grid gap-3 text-ink-muted">{children}</div>
        {accepts.length > 0 && (
          <Field label={<TypeLabel accepts={accepts} />}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
              />
            )}
          </Field>
        )}
        <div className="flex flex-wrap justify-end gap-2 pt-1">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button
            type="submit"
            variant={confirm.isHarmless ? "primary" : "danger"}
            disabled={!isConfirmed}
            isPending={isPending}
          >
            {confirm.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
