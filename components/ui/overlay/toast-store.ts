import type { ReactNode } from "react";

export type Toast = {
  id: number;
  /** `progress` stays, on other pages too, until it is dismissed or has ended. */
  tone: "success" | "failure" | "progress";
  message: ReactNode;
  action?: { label: string; onAction: () => void } | undefined;
  /** The vendor's or our own, to quote in a report. */
  requestId?: string | undefined;
  subject?: string | undefined;
  /** Stays for a minute or until the person leaves the page, even if something else succeeds. */
  isLasting?: boolean | undefined;
  isEarlier?: boolean | undefined;
  /** Whether what it shows has ended well. */
  hasEnded?: boolean | undefined;
};

const maxFailures = 3;
const maxLasting = 3;
const maxProgress = 3;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * A success replaces the previous one unless that lasts; failures and progress stay until dismissed. At most three of
 * each.
 */
export function toast(
  message: ReactNode,
  more: Omit<Toast, "id" | "message" | "tone"> & { tone?: Toast["tone"] } = {},
) {
  const { tone = "success", ...rest } = more;
  lastId += 1;
  const others = toasts
    .filter(({ subject }) => subject === undefined || subject !== rest.subject)
    .map((one) => (tone === "success" ? { ...one, isEarlier: true } : one));
  const given = { id: lastId, tone, message, ...rest };
  const failures = [given, ...others].filter((one) => one.tone === "failure").slice(0, maxFailures);
  const lasting = [given, ...others].filter(isLasting).slice(0, maxLasting);
  const progress = [given, ...others].filter((one) => one.tone === "progress").slice(0, maxProgress);
  const passing = tone !== "success" ? others.filter((one) => one.tone === "success" && !one.isLasting) : [];
  const kept = new Set<Toast>([given, ...failures, ...lasting, ...progress, ...passing]);
  change([given, ...others].filter((one) => kept.has(one)));
}

function isLasting({ tone, isLasting }: Toast): boolean {
  return tone === "success" && isLasting === true;
}

export function removeToast(id: number) {
  change(toasts.filter((one) => one.id !== id));
}

/** Ends a toast's progress, after which it may go by itself. */
export function endProgress(subject: string) {
  change(toasts.map((one) => (one.subject === subject ? { ...one, hasEnded: true } : one)));
}

export function listToasts(): readonly Toast[] {
  return toasts;
}

export function onToastChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Undo is offered only while the person stays on the page. */
export function removeLasting() {
  if (toasts.some(isLasting)) change(toasts.filter((one) => !isLasting(one)));
}
