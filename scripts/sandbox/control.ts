import { Hono } from "hono";
import { z } from "zod";
import { recordActivity, toConsoleActor } from "@/lib/sandbox/activity-log";
import { toNotFound } from "@/lib/sandbox/problem";
import { readBody } from "@/lib/sandbox/query";
import { organizationKinds, orgRoles } from "@/lib/sandbox/records";
import { putSpendLimit, spendLimitInput } from "@/lib/sandbox/spend-limit-records";
import { type Store, toNowText } from "@/lib/sandbox/store";
import { addInvite } from "@/lib/sandbox/user-records";
import { requireWorkspace } from "@/lib/sandbox/workspaces";
import { becomeKind } from "./become-kind";
import { type Faults, faultInput } from "./faults";
import { acceptInvite, addKey, addUser, changeRole } from "./outside";

const member = z.strictObject({
  email: z.email().exactOptional(),
  name: z.string().exactOptional(),
  role: z.enum(orgRoles).exactOptional(),
  added_at: z.iso.datetime().exactOptional(),
});

const role = z.strictObject({ role: z.enum(orgRoles), by_user_id: z.string().optional() });
const invite = z.strictObject({ email: z.email(), role: z.enum(orgRoles) });
const compliance = z.strictObject({ enabled: z.boolean() });

const key = z.strictObject({
  name: z.string().min(1).max(500).exactOptional(),
  workspace_id: z.string().exactOptional(),
  created_by_user_id: z.string().exactOptional(),
  created_at: z.iso.datetime().exactOptional(),
  expires_at: z.iso.datetime().exactOptional(),
  kilotokens: z.number().min(0).exactOptional(),
});

/** An admin changes these in the Console; no API can. */
const workspaceSecurity = z.strictObject({
  inference_data_retention: z.strictObject({ type: z.string() }).exactOptional(),
  external_key_id: z.string().nullable().exactOptional(),
});

const oauth = z.strictObject({ expired: z.boolean() });

const organization = z.strictObject({ kind: z.enum(organizationKinds) });

/** Lets tests and tools act behind the vendor's back. */
export function createControlRoutes(store: Store, faults: Faults, requests: Map<string, number>): Hono {
  return new Hono()
    .post("/faults", async (context) => {
      faults.add(await readBody(context, faultInput));
      return context.json({ ok: true });
    })
    .delete("/faults", (context) => {
      faults.clear();
      return context.json({ ok: true });
    })
    .post("/oauth", async (context) => {
      store.isOauthExpired = (await readBody(context, oauth)).expired;
      return context.json({ ok: true });
    })
    .post("/organization", async (context) => {
      becomeKind(store, (await readBody(context, organization)).kind);
      return context.json({ ok: true });
    })
    .route("/", createOutsideRoutes(store))
    .get("/requests", (context) => {
      const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
      return context.json({ total, requests: Object.fromEntries(requests) });
    })
    .delete("/requests", (context) => {
      requests.clear();
      return context.json({ ok: true });
    });
}

function createOutsideRoutes(store: Store): Hono {
  return new Hono()
    .post("/workspaces/:id", async (context) => {
      const change = await readBody(context, workspaceSecurity);
      const known = requireWorkspace(store, context.req.param("id"));
      const workspace = store.workspaces.put({ ...known, ...change });
      const updated = { type: "platform_workspace_updated", workspace_id: workspace.id };
      recordActivity(store, { at: toNowText(store), actor: toConsoleActor(store), ...updated });
      return context.json(workspace);
    })
    .post("/members", async (context) => context.json(addUser(store, await readBody(context, member))))
    .post("/members/:id/role", async (context) => {
      const given = await readBody(context, role);
      const user = store.users.get(context.req.param("id"));
      if (!user) throw toNotFound("User");
      return context.json(changeRole(store, user, given.role, store.users.get(given.by_user_id ?? "")));
    })
    .post("/compliance", async (context) => {
      store.isComplianceEnabled = (await readBody(context, compliance)).enabled;
      return context.json({ ok: true });
    })
    .post("/keys", async (context) => context.json(addKey(store, toNewKey(await readBody(context, key)))))
    .post("/spend_limits", async (context) =>
      context.json(putSpendLimit(store, await readBody(context, spendLimitInput))),
    )
    .post("/invites", async (context) => {
      const { email, role } = await readBody(context, invite);
      return context.json(addInvite(store, email, role));
    })
    .post("/invites/:id/accept", (context) => {
      const user = acceptInvite(store, context.req.param("id"));
      if (!user) throw toNotFound("Pending invite");
      return context.json(user);
    });
}

function toNewKey({ workspace_id, created_by_user_id, kilotokens, ...fields }: z.infer<typeof key>) {
  return {
    ...fields,
    ...(kilotokens !== undefined && { load: { kilotokens } }),
    ...(workspace_id && { scope: { type: "workspace", workspace_id } as const }),
    ...(created_by_user_id && { created_by: { id: created_by_user_id, type: "user" } as const }),
  };
}
