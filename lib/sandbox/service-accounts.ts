import "server-only";
import { Hono, type MiddlewareHandler } from "hono";
import { pageByToken } from "./paging";
import { Problem, toNotFound } from "./problem";
import { readFlag } from "./query";
import type { ServiceAccount, ServiceAccountPlace } from "./records";
import type { Store } from "./store";
import { requireWorkspace } from "./workspaces";

const oauthOnly =
  /^\/v1\/organizations\/(service_accounts|federation_issuers|federation_rules|workspaces\/[^/]+\/service_accounts)(\/|$)/;

export function requireOauth(isOauth: (request: Request) => boolean): MiddlewareHandler {
  return async ({ req }, next) => {
    if (oauthOnly.test(req.path) && !isOauth(req.raw))
      throw new Problem(403, "This endpoint needs an OAuth token with the scope org:admin.");
    await next();
  };
}

export function createServiceAccountRoutes(store: Store): Hono {
  return new Hono()
    .get("/service_accounts", (context) => {
      const withArchived = readFlag(context, "include_archived");
      const found = store.serviceAccounts
        .list()
        .filter(({ archived_at }) => withArchived || archived_at === null);
      return context.json(pageByToken(context, found));
    })
    .get("/service_accounts/:id", (context) => context.json(requireAccount(store, context.req.param("id"))))
    .get("/service_accounts/:id/workspaces", (context) =>
      context.json(pageByToken(context, listPlaces(store, requireAccount(store, context.req.param("id"))))),
    )
    .get("/workspaces/:wid/service_accounts", (context) => {
      const workspace = requireWorkspace(store, context.req.param("wid"));
      const found = store.serviceAccounts
        .list()
        .filter(({ archived_at }) => archived_at === null)
        .flatMap((account) => listPlaces(store, account))
        .filter(({ workspace_id }) => workspace_id === workspace.id);
      return context.json(pageByToken(context, found));
    })
    .get("/federation_issuers", (context) => context.json(pageByToken(context, [])))
    .get("/federation_rules", (context) => context.json(pageByToken(context, [])));
}

function requireAccount(store: Store, id: string): ServiceAccount {
  const account = store.serviceAccounts.get(id);
  if (!account) throw toNotFound("Service account");
  return account;
}

function listPlaces(store: Store, { id }: ServiceAccount) {
  const toMember = ({ workspaceId, role }: ServiceAccountPlace, implicit: boolean) => ({
    type: "service_account_workspace_member",
    service_account_id: id,
    workspace_id: workspaceId,
    workspace_role: role,
    implicit,
    created_by_actor_id: null,
  });
  const places = store.serviceAccountPlaces.get(id) ?? [];
  const own = { workspaceId: store.defaultWorkspaceId, role: "workspace_user" } as const;
  return [...places.map((place) => toMember(place, false)), toMember(own, true)];
}
