"use client";

import clsx from "clsx";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { IconButton } from "@/components/ui/controls/icon-button";
import { useModal } from "./use-modal";

type Props = {
  title: ReactNode;
  children: ReactNode;
  onDismiss: () => void;
  footer?: ReactNode;
  shape?: "box" | "drawer";
  /** The ID of what is read out with the title. */
  describedBy?: string;
  listeners?: Pick<React.DOMAttributes<HTMLElement>, "onInput" | "onFocusCapture" | "onClickCapture">;
};

/** Modal while mounted; the browser returns focus when it closes. */
export function Modal({ title, children, onDismiss, footer, shape = "box", describedBy, listeners }: Props) {
  const t = useTranslations("ui");
  const titleId = useId();
  const modal = useModal(onDismiss);
  return (
    <dialog
      {...modal}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      {...listeners}
      className={clsx(
        "whitespace-normal popup p-0 text-left [--list-top:0px] font-normal backdrop:bg-scrim",
        shape === "box"
          ? "m-auto max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] rounded-xl"
          : "m-0 h-dvh max-h-none w-[min(18rem,calc(100vw-3rem))]",
      )}
    >
      {/* What can be pressed stays in view; what is above it scrolls. */}
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
          className="absolute top-3.5 right-3.5 pointer-coarse:top-1.5 pointer-coarse:right-1.5"
        />
      </div>
    </dialog>
  );
}
