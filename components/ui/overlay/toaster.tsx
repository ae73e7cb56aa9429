"use client";

import clsx from "clsx";
import { CircleAlert, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import { CopyableId } from "@/components/ui/display/copyable-id";
import { listToasts, onToastChange, removeLasting, removeToast, type Toast } from "./toast-store";

const lifeMs = 6_000;
const lifeWithActionMs = 12_000;
const lastingMs = 60_000;
const none: readonly Toast[] = [];
const cardClass =
  "pointer-events-auto flex print:hidden w-full items-center gap-3 rounded-lg popup py-2.5 pr-2 pl-4";

const toMessageId = ({ id }: Toast) => `toast-${id}`;

const messageClass = "line-clamp-3 min-w-0";

function ToastButtons({ toast }: { toast: Toast }) {
  const t = useTranslations("ui");
  return (
    <span className="ml-auto flex items-center gap-1">
      {toast.action && (
        <Button
          size="sm"
          aria-describedby={toMessageId(toast)}
          onClick={() => {
            removeToast(toast.id);
            toast.action?.onAction();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton label={t("dismiss")} icon={<X />} onClick={() => removeToast(toast.id)} />
    </span>
  );
}

function FailureCard({ toast }: { toast: Toast }) {
  const t = useTranslations("ui");
  return (
    <div data-toast className={clsx(cardClass, "items-start!")}>
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-danger" />
      <div className="min-w-0 py-0.5">
        <p role="alert" id={toMessageId(toast)}>
          {toast.message}
        </p>
        {toast.requestId && <CopyableId value={toast.requestId} label={t("requestId")} />}
      </div>
      <ToastButtons toast={toast} />
    </div>
  );
}

function toLifeMs({ action, isLasting, tone }: Toast): number {
  if (isLasting) return lastingMs;
  // The page of a bulk change keeps what its notification offers.
  return action || tone === "progress" ? lifeWithActionMs : lifeMs;
}

/** Ends a toast after its time, but not while the person is about to use it. */
function ToastLife({ toast, isHeld }: { toast: Toast; isHeld: boolean }) {
  const { id } = toast;
  const ownMs = toLifeMs(toast);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => removeToast(id), ownMs);
    return () => clearTimeout(timer);
  }, [id, ownMs, isHeld]);
  return null;
}

/** An earlier success that can still be undone; it has been announced. */
function LastingCard({ toast }: { toast: Toast }) {
  return (
    <div data-toast className={cardClass}>
      <p id={toMessageId(toast)} className={messageClass}>
        {toast.message}
      </p>
      <ToastButtons toast={toast} />
    </div>
  );
}

function ProgressCard({ toast }: { toast: Toast }) {
  const t = useTranslations("ui");
  return (
    // The button is on the first line, so that what is below it has the whole width.
    <div data-toast="progress" className={clsx(cardClass, "relative pr-4!")}>
      <div className="min-w-0 flex-1 py-0.5">{toast.message}</div>
      <span className="absolute top-2 right-2">
        <IconButton label={t("dismiss")} icon={<X />} onClick={() => removeToast(toast.id)} />
      </span>
    </div>
  );
}

/** The status element is always mounted and holds only the message, so that screen readers announce each new one. */
function SuccessCard({ toast }: { toast: Toast | undefined }) {
  return (
    <div data-toast={toast && ""} className={toast && cardClass}>
      <p role="status" id={toast && toMessageId(toast)} className={messageClass}>
        {toast?.message}
      </p>
      {toast && <ToastButtons toast={toast} />}
    </div>
  );
}

export function Toaster() {
  const t = useTranslations("ui");
  const [isHeld, setHeld] = useState(false);
  const toasts = useSyncExternalStore(onToastChange, listToasts, () => none);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the path changes.
  useEffect(() => () => removeLasting(), [path]);
  const successes = toasts.filter(({ tone }) => tone === "success");
  const running = toasts.filter(({ tone }) => tone === "progress");
  return (
    <section
      aria-label={t("notifications")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 [body:has([data-bottom-bar])_&]:bottom-20 max-md:[body:has([data-bottom-bar])_&]:bottom-34 ml-auto grid max-w-sm justify-items-end gap-2"
    >
      {[...successes, ...running.filter(({ hasEnded }) => hasEnded)].map((toast) => (
        <ToastLife key={toast.id} toast={toast} isHeld={isHeld} />
      ))}
      {toasts
        .filter(({ tone }) => tone === "failure")
        .map((toast) => (
          <FailureCard key={toast.id} toast={toast} />
        ))}
      {running.toReversed().map((toast) => (
        <ProgressCard key={toast.id} toast={toast} />
      ))}
      {successes
        .filter(({ isEarlier }) => isEarlier)
        .toReversed()
        .map((toast) => (
          <LastingCard key={toast.id} toast={toast} />
        ))}
      <SuccessCard toast={successes.find(({ isEarlier }) => !isEarlier)} />
    </section>
  );
}
