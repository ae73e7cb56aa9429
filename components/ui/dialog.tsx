"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { IconButton } from "./icon-button";

type Props = {
  title: ReactNode;
  children: ReactNode;
  onClose: () => void;
  /** Buttons, right-aligned, the most important one last. */
  footer?: ReactNode;
  /** A drawer stands at the left edge over the full height. */
  shape?: "box" | "drawer";
};

/** Modal and open as long as it is mounted; the browser gives the focus back when it goes. */
export function Dialog({ title, children, onClose, footer, shape = "box" }: Props) {
  const t = useTranslations("ui");
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close(); // Before the node leaves the page, else the focus is lost.
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape arrives as the cancel event.
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === event.currentTarget && onClose()}
      className={clsx(
        "border border-line bg-raised p-0 shadow-pop backdrop:bg-scrim",
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
        {/* Last, so that the focus starts in the content. */}
        <IconButton
          label={t("close")}
          icon={<X />}
          onClick={onClose}
          className="absolute top-3.5 right-3.5"
        />
      </div>
    </dialog>
  );
}
