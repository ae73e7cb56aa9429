import { useTranslations } from "next-intl";
import type { CheckedChange } from "@/lib/access/change-schema";
import { calls } from "@/lib/access/vocabulary";

const requests = {
  add: "POST /v1/organizations/workspaces/{workspace_id}/members",
  change: "POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  remove: "DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  plan: null,
};

/** What is about to be asked of the Admin API. */
export function BasketCalls({ ready }: { ready: readonly Pick<CheckedChange, "call">[] }) {
  const t = useTranslations("access");
  const counts = calls.map((call) => ({
    call,
    count: ready.filter((change) => change.call === call).length,
  }));
  return (
    <ul aria-label={t("calls")} className="grid gap-2 rounded-md border p-3 text-sm empty:hidden">
      {counts
        .filter(({ count }) => count > 0)
        .map(({ call, count }) => (
          <li key={call} className="grid">
            <span>{t(`call.${call}`, { count })}</span>
            {requests[call] === null ? (
              <span className="text-ink-muted text-xs">{t("planned")}</span>
            ) : (
              <code className="text-ink-muted text-xs [overflow-wrap:anywhere]">{requests[call]}</code>
            )}
          </li>
        ))}
    </ul>
  );
}
