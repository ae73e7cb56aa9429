"use client";

import { type FocusEvent, type FormEvent, type MouseEvent, useMemo, useState } from "react";
import { type Control, Edits } from "./edits";

export function useEdits() {
  const [edits, setEdits] = useState(() => new Edits<EventTarget>());
  const [isEdited, setEdited] = useState(false);
  const listeners = useMemo(
    () => ({
      onFocusCapture: ({ target }: FocusEvent) => {
        const control = toControl(target);
        if (control) edits.meet(target, control);
      },
      onInput: ({ target }: FormEvent) => {
        const control = toControl(target);
        if (control) setEdited(edits.change(target, control));
      },
      onClickCapture: ({ target }: MouseEvent) => {
        const button = target instanceof Element && target.closest("[data-edits]");
        if (!button) return;
        edits.press(button);
        setEdited(true);
      },
    }),
    [edits],
  );
  const reset = () => {
    setEdits(new Edits());
    setEdited(false);
  };
  return { isEdited, listeners, reset };
}

function toControl(target: EventTarget): Control | null {
  const isControl =
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement;
  if (!isControl) return null;
  const { type, name, value, dataset } = target;
  return { type, name, value, isTransient: type === "search" || dataset.transient !== undefined };
}
