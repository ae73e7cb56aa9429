export type Toast = {
  id: number;
  tone: "success" | "failure";
  message: string;
  action?: { label: string; onAction: () => void } | undefined;
  /** The vendor's or our request id, to quote in a report. */
  requestId?: string | undefined;
};

const maxFailures = 3;
const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function change(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

/** A success replaces the one before it; failures stay until dismissed, the latest three at most. */
export function toast(
  message: string,
  more: Omit<Toast, "id" | "message" | "tone"> & { tone?: Toast["tone"] } = {},
) {
  const { tone = "success", ...rest } = more;
  lastId += 1;
  const failures = toasts.filter((one) => one.tone === "failure");
  const kept = tone === "success" ? failures : toasts.filter((one) => one !== failures[maxFailures - 1]);
  change([{ id: lastId, tone, message, ...rest }, ...kept]);
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
