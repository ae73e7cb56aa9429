"use client";

import clsx from "clsx";
import { CircleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./button";
import { CopyableId } from "./copyable-id";
import { IconButton } from "./icon-button";
import { listToasts, onToastChange, removeToast, type Toast } from "./toast-store";

const lifeMs = 6_000;
const lifeWithActionMs = 12_000;
const none: readonly Toast[] = [];
const cardClass =
  "pointer-events-auto flex w-full items-center gap-3 rounded-lg border border-line bg-raised py-2.5 pr-2 pl-4 shadow-pop";

function ToastButtons({ toast }: { toast: Toast }) {
  const t = useTranslations("ui");
  return (
    <span className="ml-auto flex items-center gap-1">
      {toast.action && (
        <Button
          size="sm"
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
    <div className={clsx(cardClass, "items-start!")}>
      <CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-danger" />
      <div className="min-w-0 py-0.5">
        <p role="alert">{toast.message}</p>
        {toast.requestId && <CopyableId value={toast.requestId} label={t("requestId")} />}
      </div>
      <ToastButtons toast={toast} />
    </div>
  );
}

/** The status element is always there and holds the message alone, so that screen readers announce each new one. */
function SuccessCard({ toast, isHeld }: { toast: Toast | undefined; isHeld: boolean }) {
  useEffect(() => {
    if (!toast || isHeld) return;
    const timer = setTimeout(() => removeToast(toast.id), toast.action ? lifeWithActionMs : lifeMs);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);

  return (
    <div className={toast && cardClass}>
      <p role="status" className="min-w-0">
        {toast?.message}
      </p>
      {toast && <ToastButtons toast={toast} />}
    </div>
  );
}

/** Mounted once by the providers. */
export function Toaster() {
  const t = useTranslations("ui");
  const [isHeld, setHeld] = useState(false);
  const toasts = useSyncExternalStore(onToastChange, listToasts, () => none);
  return (
    <section
      aria-label={t("notifications")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 ml-auto grid max-w-sm justify-items-end gap-2"
    >
      {toasts
        .filter(({ tone }) => tone === "failure")
        .map((toast) => (
          <FailureCard key={toast.id} toast={toast} />
        ))}
      <SuccessCard toast={toasts.find(({ tone }) => tone === "success")} isHeld={isHeld} />
    </section>
  );
}
