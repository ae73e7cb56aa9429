"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/controls/button";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Failure } from "@/lib/core/errors/errors";
import { toFailure } from "./failure";
import { FailureNote } from "./failure-note";
import { GoneNote } from "./gone-note";

type Props = {
  /** `other`: submits too, as `answer` of the form. */
  labels: { title: ReactNode; submit: string; other?: string | undefined };
  /** `isPossible`: whether what is in the form can be saved as it is. */
  saving: { isPending: boolean; error: Error | null; isPossible?: boolean };
  /** Whether someone else has removed what the form is about. */
  isGone?: boolean;
  onSubmit: (form: FormData) => void;
  onClose: () => void;
  /** A function gets the faults of fields and shows them beside these; otherwise a note shows every failure. */
  children: ReactNode | ((faults: Failure["fields"]) => ReactNode);
};

/** A form that stays open until it is saved, and shows why it couldn't be. */
export function FormDialog({ labels, saving, isGone = false, onSubmit, onClose, children }: Props) {
  const ui = useTranslations("ui");
  const formId = useId();
  const failure = saving.error && toFailure(saving.error);
  const isRefused = isGone || saving.isPossible === false;
  const showsFaults = typeof children === "function";
  return (
    <Dialog
      title={labels.title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          {labels.other && (
            <Button type="submit" form={formId} name="answer" value="other" disabled={isRefused}>
              {labels.other}
            </Button>
          )}
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={isRefused}
            isPending={saving.isPending}
          >
            {labels.submit}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!saving.isPending && !isRefused)
            onSubmit(new FormData(event.currentTarget, event.nativeEvent.submitter));
        }}
      >
        {showsFaults ? children(failure?.fields) : children}
        {isGone && !saving.isPending && <GoneNote />}
        {failure && !(showsFaults && failure.fields) && <FailureNote failure={failure} />}
      </form>
    </Dialog>
  );
}
