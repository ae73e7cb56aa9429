"use client";

import { useTranslations } from "next-intl";
import { type ComponentProps, Fragment, type ReactNode, useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { SegmentedControl } from "@/components/ui/controls/segmented-control";
import { Dialog } from "@/components/ui/overlay/dialog";
import { PersonFinder } from "./person-finder";

type DialogProps = {
  title: string;
  text: string;
  exceptId: string;
  /** Whose access was asked for, so that Enter copies it. */
  first?: ComponentProps<typeof PersonFinder>["first"];
  onClose: () => void;
  /** The difference to the person whose access is copied. */
  children: (from: string, isFirst: boolean) => ReactNode;
};

export function CopyDialog({ title, text, exceptId, first, onClose, children }: DialogProps) {
  const [chosen, setChosen] = useState<string>();
  const from = chosen ?? first?.id;
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-ink-muted">{text}</p>
        <PersonFinder exceptId={exceptId} first={first} onChoose={setChosen} />
        {from && <Fragment key={from}>{children(from, chosen === undefined)}</Fragment>}
      </div>
    </Dialog>
  );
}

type FormProps = {
  /** Null where identical access is no different from added access. */
  how: { isIdentical: boolean; onChange: (isIdentical: boolean) => void } | null;
  count: number;
  /** Whether the dialog starts at the button, because everything is chosen. */
  hasFocus?: boolean;
  starting: { isPending: boolean; error: unknown };
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** Adds what is missing or, if asked, makes access identical. */
export function CopyForm({ how, count, hasFocus = false, starting, onSubmit, onClose, children }: FormProps) {
  const t = useTranslations();
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0 && !starting.isPending) onSubmit();
      }}
    >
      {how && (
        <SegmentedControl
          label={t("workspaces.access.copyHow")}
          isLabelVisible
          options={[
            { value: "add", label: t("workspaces.access.copyAdd") },
            { value: "identical", label: t("workspaces.access.copyIdentical") },
          ]}
          value={how.isIdentical ? "identical" : "add"}
          onChange={(value) => how.onChange(value === "identical")}
        />
      )}
      {children}
      {starting.error != null && <FailureNote failure={toFailure(starting.error)} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{t("ui.cancel")}</Button>
        <Button
          ref={hasFocus ? takeFocus : null}
          type="submit"
          variant="primary"
          disabled={count === 0}
          isPending={starting.isPending}
        >
          {t("workspaces.access.copyCount", { count })}
        </Button>
      </div>
    </form>
  );
}

function takeFocus(element: HTMLButtonElement | null): void {
  element?.focus();
}
