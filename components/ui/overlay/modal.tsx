"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type PointerEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";

type Props = {
  title: ReactNode;
  children: ReactNode;
  onDismiss: () => void;
  footer?: ReactNode;
  shape?: "box" | "drawer";
  listeners?: Pick<React.DOMAttributes<HTMLElement>, "onInput" | "onFocusCapture">;
};

/** Modal while mounted; the browser returns focus when it closes. */
export function Modal({ title, children, onDismiss, footer, shape = "box", listeners }: Props) {
  const t = useTranslations("ui");
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const outside = useRef({ down: false, up: false });

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close(); // Must run before the node leaves the page, or focus is lost.
  }, []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      {...listeners}
      // Handled first: on a second Escape, browsers close the dialog no matter what we do.
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        if (event.currentTarget.querySelector(":popover-open, dialog[open]")) return;
        event.preventDefault();
        onDismiss();
      }}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        onDismiss();
      }}
      onPointerDown={(event) => {
        outside.current = { down: isOnBackdrop(event), up: false };
      }}
      onPointerUp={(event) => {
        outside.current.up = isOnBackdrop(event);
      }}
      // Text selection may start or end on the backdrop, so only a press that did both dismisses.
      onClick={() => {
        const { down, up } = outside.current;
        outside.current = { down: false, up: false };
        if (down && up) onDismiss();
      }}
      className={clsx(
        "whitespace-normal border border-line bg-raised p-0 text-left font-normal shadow-pop backdrop:bg-scrim",
        shape === "box"
          ? "m-auto w-[min(30rem,calc(100vw-2rem))] rounded-lg"
          : "m-0 h-dvh max-h-none w-[min(18rem,calc(100vw-3rem))] border-y-0 border-l-0",
      )}
    >
      <div className="flex max-h-[inherit] flex-col">
        <h2 id={titleId} className="pt-4 pr-14 pl-5 text-lg">
          {title}
        </h2>
        <div className={clsx("min-h-0 overflow-y-auto", shape === "box" ? "px-5 pt-2 pb-5" : "p-2")}>
          {children}
        </div>
        {footer && <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{footer}</div>}
        {/* Last in the DOM, so that focus starts in the content. */}
        <IconButton
          label={t("close")}
          icon={<X />}
          onClick={onDismiss}
          className="absolute top-3.5 right-3.5"
        />
      </div>
    </dialog>
  );
}

/** The backdrop has no element of its own: its events arrive at the dialog, outside the box. */
function isOnBackdrop({ target, currentTarget, clientX, clientY }: PointerEvent<HTMLDialogElement>): boolean {
  if (target !== currentTarget) return false;
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
