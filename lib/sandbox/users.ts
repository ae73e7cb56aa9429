import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { requireBeta } from "./headers";
import { pageById } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readAllOf, readBody, readText } from "./query";
import { assignableRoles, isAdminType, orgRoles, type User } from "./records";
import type { Store } from "./store";
import { removeUser } from "./user-records";

const change = z.strictObject({ role: z.enum(orgRoles) });

export function createUserRoutes(store: Store): Hono {
  return new Hono()
    .get("/users", (context) => {
      const email = readText(context, "email");
      const roles = readAllOf(context, "roles", orgRoles);
      const users = store.users
        .list()
        .filter((user) => !email || toBaseAddress(user.email) === toBaseAddress(email))
        .filter((user) => roles.length === 0 || roles.includes(user.role));
      return context.json(pageById(context, users, ({ id }) => id));
    })
    .get("/users/:id", (context) => context.json(requireUser(store, context.req.param("id"))))
    .post("/users/:id", async (context) => {
      const { role } = await readBody(context, change);
      const user = requireMovable(store, context.req.param("id"));
      if (!assignableRoles[store.kind].includes(role))
        throw toInvalid(`The role ${role} cannot be assigned.`);
      return context.json(store.users.put({ ...user, role }));
    })
    .post("/users/:id/sign_out", (context) => {
      requireBeta(context, "admin-user-sign-out-2026-10-08");
      requireUser(store, context.req.param("id"));
      throw toInvalid("Signing users out is not enabled.", "organization_not_enrolled_in_beta");
    })
    .delete("/users/:id", (context) => {
      const id = context.req.param("id");
      requireUser(store, id);
      if (store.users.list().length === 1)
        throw toInvalid("The last member cannot be removed.", "cannot_remove_last_member");
      removeUser(store, requireMovable(store, id).id);
      return context.json({ id, type: "user_deleted" });
    });
}

export function requireUser(store: Store, id: string): User {
  const user = store.users.get(id);
  if (!user) throw toNotFound("User");
  return user;
}

function requireMovable(store: Store, id: string): User {
  const user = requireUser(store, id);
  if (isAdminType(user.role))
    throw toInvalid(`A member with the role ${user.role} cannot be changed or removed.`);
  return user;
}

export function toBaseAddress(email: string): string {
  return email
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*@/, "@");
}
