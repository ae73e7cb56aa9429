import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { dayMs } from "./clock";
import { pageById } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readAllOf, readBody, readText } from "./query";
import { assignableRoles, type Invite, listedInviteStatuses, orgRoles } from "./records";
import type { Store } from "./store";
import { addInvite } from "./user-records";
import { toBaseAddress } from "./users";

const create = z.strictObject({
  email: z.email(),
  role: z.enum(orgRoles),
  rbac_group_ids: z.array(z.string()).max(0, "only for Claude Enterprise").optional(),
});

export function createInviteRoutes(store: Store): Hono {
  return new Hono()
    .get("/invites", (context) => {
      const email = readText(context, "email");
      const roles = readAllOf(context, "roles", orgRoles);
      const statuses = readAllOf(context, "statuses", listedInviteStatuses);
      const invites = store.invites
        .list()
        .map((invite) => toCurrent(store, invite))
        .filter(({ status }) => status !== "deleted")
        .filter((invite) => !email || toBaseAddress(invite.email) === toBaseAddress(email))
        .filter((invite) => roles.length === 0 || roles.includes(invite.role))
        .filter((invite) => statuses.length === 0 || statuses.some((status) => status === invite.status));
      return context.json(pageById(context, invites, ({ id }) => id));
    })
    .get("/invites/:id", (context) => context.json(requireInvite(store, context.req.param("id"))))
    .post("/invites", async (context) => {
      const { email, role } = await readBody(context, create);
      if (!assignableRoles[store.kind].includes(role)) throw toInvalid(`The role ${role} cannot be invited.`);
      refuseKnownAddress(store, email);
      return context.json(addInvite(store, email, role));
    })
    .delete("/invites/:id", (context) => {
      const invite = requireInvite(store, context.req.param("id"));
      if (invite.status !== "pending")
        throw toInvalid(`An invite that is ${invite.status} cannot be withdrawn.`);
      store.invites.put({ ...invite, status: "deleted" });
      return context.json({ id: invite.id, type: "invite_deleted" });
    });
}

function requireInvite(store: Store, id: string): Invite {
  const invite = store.invites.get(id);
  if (!invite || invite.status === "deleted") throw toNotFound("Invite");
  return toCurrent(store, invite);
}

/** The vendor marks invites as expired up to a day late; until then they read as pending. */
function toCurrent(store: Store, invite: Invite): Invite {
  const isOver =
    invite.status === "pending" && Date.parse(invite.expires_at) + dayMs <= store.now().getTime();
  return isOver ? { ...invite, status: "expired" } : invite;
}

function refuseKnownAddress(store: Store, email: string): void {
  const address = toBaseAddress(email);
  const member = store.users.list().find((user) => toBaseAddress(user.email) === address);
  if (member) throw toInvalid(`${email} already belongs to the member ${member.id}.`, "already_member");
  const now = store.now().getTime();
  const invite = store.invites.list().find(({ status, expires_at, ...other }) => {
    const isOpen = status === "pending" && Date.parse(expires_at) > now;
    return isOpen && toBaseAddress(other.email) === address;
  });
  if (invite) throw toInvalid(`${email} has the pending invite ${invite.id}.`, "invite_already_exists");
}
