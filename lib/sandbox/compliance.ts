import "server-only";
import { type Context, Hono } from "hono";
import { type Activity, recordActivity, toAdminKeyActor, toOrganizationId } from "./activity-log";
import { pageById } from "./paging";
import { Problem, toInvalid } from "./problem";
import { readInstant, readList } from "./query";
import { type Store, toNowText } from "./store";

const activityLimit = { fallback: 100, most: 5000 };
const known = new Set([
  "limit",
  "after_id",
  "before_id",
  "activity_types[]",
  "actor_ids[]",
  "organization_ids[]",
  "created_at.gte",
  "created_at.gt",
  "created_at.lte",
  "created_at.lt",
]);

export function createComplianceRoutes(store: Store): Hono {
  return new Hono().get("/activities", (context) => {
    if (!store.isComplianceEnabled)
      throw new Problem(403, "The Compliance API is not enabled for this organization.");
    for (const name of new URL(context.req.url).searchParams.keys())
      if (!known.has(name)) throw toInvalid(`${name}: Extra inputs are not permitted`);
    const page = pageById(context, listActivities(store, context), ({ id }) => id, activityLimit);
    recordAccess(store, context);
    return context.json(page);
  });
}

function listActivities(store: Store, context: Context): Activity[] {
  const [types, actors, organizations] = ["activity_types", "actor_ids", "organization_ids"].map(
    (name) => new Set(readList(context, name)),
  );
  for (const id of organizations ?? [])
    if (id !== store.organization.id && id !== toOrganizationId(store))
      throw new Problem(403, "organization_ids: outside the scope of this key.");
  const isWithin = toWindow(context);
  return store.activities
    .list()
    .filter(({ type }) => !types?.size || types.has(type))
    .filter(({ actor }) => !actors?.size || actors.has(String(actor.user_id)))
    .filter(({ created_at }) => isWithin(Date.parse(created_at)));
}

function toWindow(context: Context): (at: number) => boolean {
  const [gte, gt, lte, lt] = ["gte", "gt", "lte", "lt"].map((end) =>
    readInstant(context, `created_at.${end}`),
  );
  return (at) =>
    (gte === undefined || at >= gte) &&
    (gt === undefined || at > gt) &&
    (lte === undefined || at <= lte) &&
    (lt === undefined || at < lt);
}

function recordAccess(store: Store, context: Context): void {
  recordActivity(store, {
    at: toNowText(store),
    actor: { ...toAdminKeyActor(store, context.req.header("user-agent")), type: "api_actor" },
    type: "compliance_api_accessed",
    request_method: context.req.method,
    status_code: 200,
    url: context.req.url,
  });
}
