const loadingMs = 3_000;

export function toRefetchInterval(idleMs: number | false) {
  return ({ state }: { state: { data?: unknown } }) => (isLoading(state.data) ? loadingMs : idleMs);
}

function isLoading(data: unknown): boolean {
  if (typeof data !== "object" || data === null || !("loading" in data)) return false;
  const { loading } = data;
  return typeof loading === "object" && loading !== null && !("isUnavailable" in loading);
}
