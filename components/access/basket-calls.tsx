import { useTranslations } from "next-intl";
import { calls, toCall } from "@/lib/access/vocabulary";
import type { StagedChange } from "./basket";

const requests = {
  add: "POST /v1/organizations/workspaces/{workspace_id}/members",
  change: "POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  remove: "DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
};

/** What is about to be asked of the Admin API. */
export function BasketCalls({ ready }: { ready: readonly StagedChange[] }) {
  const t = useTranslations("access");
  const counts = calls.map((call) => ({
    call,
    count: ready.filter((change) => toCall(change) === call).length,
  }));
  return (
    <ul aria-label={t("calls")} className="grid gap-2 rounded-md border p-3 text-sm empty:hidden">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ call, count }) => (
          <li key={call} className="grid">
            <span>{t(`call.${call}`, { count })}</span>
            <code className="text-ink-muted text-xs [overflow-wrap:anywhere]">{requests[call]}</code>
          </li>
        ))}
    </ul>
  );
}
