import "server-only";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { isOldVersion } from "./headers";
import { changeKeyStatus } from "./key-records";
import { pageById } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readBody, readOneOf, readText } from "./query";
import { type ApiKey, keyStatuses } from "./records";
import type { Store } from "./store";

const change = z
  .strictObject({
    name: z.string().min(1).max(500).nullish(),
    status: z.enum(["active", "inactive", "archived"]).nullish(),
  })
  .refine(({ name, status }) => name != null || status != null, "name or status is required");

export function createApiKeyRoutes(store: Store): Hono {
  return new Hono()
    .get("/api_keys", (context) => {
      const status = readOneOf(context, "status", keyStatuses);
      const workspaceId = readText(context, "workspace_id");
      const createdBy = readText(context, "created_by_user_id");
      const keys = store.keys
        .list()
        .map(({ key }) => toCurrent(store, key))
        .filter((key) => !status || key.status === status)
        .filter(
          ({ scope }) => !workspaceId || (scope.type === "workspace" && scope.workspace_id === workspaceId),
        )
        .filter(
          ({ created_by }) => !createdBy || (created_by?.type === "user" && created_by.id === createdBy),
        );
      const page = pageById(context, keys, ({ id }) => id);
      return context.json({ ...page, data: page.data.map((key) => toWire(context, store, key)) });
    })
    .get("/api_keys/:id", (context) =>
      context.json(toWire(context, store, requireKey(store, context.req.param("id")))),
    )
    .post("/api_keys/:id", async (context) => {
      const given = await readBody(context, change);
      const key = requireKey(store, context.req.param("id"));
      changeKey(store, key, given);
      return context.json(toWire(context, store, requireKey(store, key.id)));
    });
}

function requireKey(store: Store, id: string): ApiKey {
  const record = store.keys.get(id);
  if (!record) throw toNotFound("API key");
  return toCurrent(store, record.key);
}

function toCurrent(store: Store, key: ApiKey): ApiKey {
  const isOver = key.expires_at !== null && Date.parse(key.expires_at) <= store.now().getTime();
  return isOver && key.status !== "archived" ? { ...key, status: "expired" } : key;
}

function toWire(context: Context, store: Store, key: ApiKey): object {
  if (!isOldVersion(context)) return key;
  const workspaceId = key.scope.type === "workspace" ? key.scope.workspace_id : null;
  return { ...key, workspace_id: workspaceId === store.defaultWorkspaceId ? null : workspaceId };
}

function changeKey(store: Store, key: ApiKey, { name, status }: z.infer<typeof change>): void {
  if (key.status === "archived") throw toInvalid("An archived key cannot be changed.");
  if (key.status === "expired" && status && status !== "archived")
    throw toInvalid("An expired key cannot be activated or deactivated.");
  const record = store.keys.get(key.id);
  if (record && name) store.keys.put({ ...record, key: { ...record.key, name } });
  if (record && name) store.revision += 1;
  if (status) changeKeyStatus(store, key.id, status);
}
