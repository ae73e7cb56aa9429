import type { ReactNode } from "react";

export type Toast = {
  id: number;
  tone: "success" | "failure";
  message: ReactNode;
  action?: { label: string; onAction: () => void } | undefined;
  /** The vendor's or our request id, to quote in a report. */
  requestId?: string | undefined;
  /** What it is about: a newer toast about the same thing takes its place. */
  subject?: string | undefined;
  /** Stays for a minute or until the person leaves the page, whatever else succeeds meanwhile. */
  isLasting?: boolean | undefined;
  /** Another success has come since, and this one has been announced. */
  isEarlier?: boolean | undefined;
};

const maxFailures = 3;
const maxLasting = 3;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** A success replaces the one before it, unless that one lasts; failures stay until dismissed. The latest three of each. */
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
  const passing = tone === "failure" ? others.filter((one) => one.tone === "success" && !one.isLasting) : [];
  const kept = new Set<Toast>([given, ...failures, ...lasting, ...passing]);
  change([given, ...others].filter((one) => kept.has(one)));
}

function isLasting({ tone, isLasting }: Toast): boolean {
  return tone === "success" && isLasting === true;
}

export function removeToast(id: number) {
  change(toasts.filter((one) => one.id !== id));
}

export function listToasts(): readonly Toast[] {
  return toasts;
}

export function onToastChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person has left the page: what could be undone there is past. */
export function removeLasting() {
  if (toasts.some(isLasting)) change(toasts.filter((one) => !isLasting(one)));
}
