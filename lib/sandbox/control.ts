import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { type Faults, faultInput } from "./faults";
import { toNotFound } from "./problem";
import { readBody } from "./query";
import { orgRoles } from "./records";
import { type RequestLog, toRequestCounts } from "./request-log";
import { acceptInvite, addKey, addUser, type Store } from "./store";

const member = z.strictObject({
  email: z.email().optional(),
  name: z.string().optional(),
  role: z.enum(orgRoles).optional(),
});

const key = z.strictObject({
  name: z.string().min(1).max(500).optional(),
  workspace_id: z.string().optional(),
  created_by_user_id: z.string().optional(),
  expires_at: z.iso.datetime().optional(),
});

/** What tests and tools do behind the vendor's back; only mounted when asked for. */
export function createControlRoutes(store: Store, faults: Faults, log: RequestLog): Hono {
  return new Hono()
    .post("/faults", async (context) => {
      faults.add(await readBody(context, faultInput));
      return context.json({ ok: true });
    })
    .delete("/faults", (context) => {
      faults.clear();
      return context.json({ ok: true });
    })
    .post("/members", async (context) => {
      const { email, name, role } = await readBody(context, member);
      const given = { ...(email && { email }), ...(name !== undefined && { name }), ...(role && { role }) };
      return context.json(addUser(store, given));
    })
    .post("/keys", async (context) => context.json(addKey(store, toNewKey(await readBody(context, key)))))
    .post("/invites/:id/accept", (context) => {
      const user = acceptInvite(store, context.req.param("id"));
      if (!user) throw toNotFound("Pending invite");
      return context.json(user);
    })
    .get("/requests", (context) => context.json(toRequestCounts(log)))
    .delete("/requests", (context) => {
      log.clear();
      return context.json({ ok: true });
    });
}

function toNewKey({ name, workspace_id, created_by_user_id, expires_at }: z.infer<typeof key>) {
  return {
    ...(name && { name }),
    ...(expires_at && { expires_at }),
    ...(workspace_id && { scope: { type: "workspace", workspace_id } as const }),
    ...(created_by_user_id && { created_by: { id: created_by_user_id, type: "user" } as const }),
  };
}
