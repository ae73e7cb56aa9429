import { useTranslations } from "next-intl";
import type { CheckedChange } from "@/lib/directory/access/change-schema";
import { calls } from "@/lib/directory/access/vocabulary";

const requests = {
  add: "POST /v1/organizations/workspaces/{workspace_id}/members",
  change: "POST /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  remove: "DELETE /v1/organizations/workspaces/{workspace_id}/members/{user_id}",
  plan: null,
};

/** What is about to be asked of the Admin API. */
export function BasketCalls({ ready }: { ready: readonly Pick<CheckedChange, "call">[] }) {
  const t = useTranslations("access");
  const made = calls
    .map((call) => ({ call, count: ready.filter((change) => change.call === call).length }))
    .filter(({ count }) => count > 0);
  return (
    <div className="grid gap-2 rounded-md border p-3 text-sm empty:hidden">
      {made.map(({ call, count }) => (
        <p key={call} className="grid">
          {t(`call.${call}`, { count })}
          {requests[call] === null && <span className="text-ink-muted text-xs">{t("planned")}</span>}
        </p>
      ))}
      {made.some(({ call }) => requests[call] !== null) && (
        <details>
          <summary className="w-fit cursor-pointer text-ink-muted">{t("calls")}</summary>
          <ul aria-label={t("calls")} className="mt-1 grid gap-1 text-ink-muted text-xs">
            {made.map(
              ({ call }) =>
                requests[call] && (
                  <li key={call}>
                    <code className="[overflow-wrap:anywhere]">{requests[call]}</code>
                  </li>
                ),
            )}
          </ul>
        </details>
      )}
    </div>
  );
}
