import "server-only";
import { Hono } from "hono";
import { z } from "zod";
import { changeKeyStatus } from "./key-records";
import { pageById } from "./paging";
import { toInvalid, toNotFound } from "./problem";
import { readBody, readFlag, readList } from "./query";
import { toUuid } from "./random";
import type { Workspace } from "./records";
import { createNextId, type Store, toNowText } from "./store";

const geo = z.enum(["global", "us"]);
const allowedGeos = z.union([z.literal("unrestricted"), z.array(geo).min(1)]);
const name = z.string().trim().min(1).max(40);
const displayColor = z.string().regex(/^#[0-9A-Fa-f]{6}$/);
const tagKey = z.string().regex(/^(?!anthropic)/, "must not start with anthropic");

const create = z.strictObject({
  name,
  display_color: displayColor.optional(),
  data_residency: z
    .strictObject({
      workspace_geo: z.literal("us").optional(),
      default_inference_geo: geo.optional(),
      allowed_inference_geos: allowedGeos.optional(),
    })
    .optional(),
  tags: z.record(tagKey, z.string()).optional(),
  external_key_id: z.string().nullish(),
  user_profile_id: z.string().nullish(),
});

const change = z.strictObject({
  name: name.optional(),
  display_color: displayColor.optional(),
  data_residency: z
    .strictObject({ default_inference_geo: geo.optional(), allowed_inference_geos: allowedGeos.optional() })
    .optional(),
  tags: z.record(tagKey, z.string().nullable()).nullish(),
  external_key_id: z.string().nullish(),
  user_profile_id: z.string().nullish(),
});

export const activeWorkspaceCap = 100;

export function createWorkspaceRoutes(store: Store): Hono {
  return new Hono()
    .get("/workspaces", (context) => {
      const withArchived = readFlag(context, "include_archived");
      const withDefault = readFlag(context, "include_default");
      const ids = readList(context, "ids");
      if (ids.length > 100) throw toInvalid("ids: at most 100 values.");
      const workspaces = store.workspaces
        .list()
        .filter(({ archived_at }) => withArchived || archived_at === null)
        .filter(({ id }) => withDefault || id !== store.defaultWorkspaceId)
        .filter(({ id }) => ids.length === 0 || ids.includes(id));
      return context.json(pageById(context, workspaces, ({ id }) => id));
    })
    .get("/workspaces/:id", (context) => context.json(requireWorkspace(store, context.req.param("id"))))
    .post("/workspaces", async (context) => {
      const given = await readBody(context, create);
      return context.json(addWorkspace(store, given));
    })
    .post("/workspaces/:id", async (context) => {
      const given = await readBody(context, change);
      return context.json(changeWorkspace(store, requireWorkspace(store, context.req.param("id")), given));
    })
    .post("/workspaces/:id/archive", (context) =>
      context.json(archiveWorkspace(store, requireWorkspace(store, context.req.param("id")))),
    );
}

export function requireWorkspace(store: Store, id: string): Workspace {
  const workspace = store.workspaces.get(id);
  if (!workspace) throw toNotFound("Workspace");
  return workspace;
}

export function addWorkspace(store: Store, given: z.infer<typeof create>): Workspace {
  const active = store.workspaces.list().filter(({ archived_at }) => archived_at === null);
  if (active.length >= activeWorkspaceCap)
    throw toInvalid(`At most ${activeWorkspaceCap} workspaces can be active.`);
  const id = createNextId(store, "wrkspc");
  const allowed = given.data_residency?.allowed_inference_geos ?? "unrestricted";
  return store.workspaces.put({
    id,
    type: "workspace",
    name: given.name,
    display_color: given.display_color ?? "#6C5BB9",
    created_at: toNowText(store),
    archived_at: null,
    data_residency: toResidency(given.data_residency?.default_inference_geo ?? "global", allowed),
    tags: given.tags ?? {},
    external_key_id: given.external_key_id ?? null,
    compartment_id: toUuid("compartment", id),
    user_profile_id: given.user_profile_id ?? null,
    inference_data_retention: { type: "default" },
  });
}

type Residency = Workspace["data_residency"];

function toResidency(
  inference: Residency["default_inference_geo"],
  allowed: Residency["allowed_inference_geos"],
): Residency {
  if (allowed !== "unrestricted" && !allowed.includes(inference))
    throw toInvalid("data_residency: default_inference_geo must be among allowed_inference_geos.");
  return { workspace_geo: "us", default_inference_geo: inference, allowed_inference_geos: allowed };
}

function changeWorkspace(store: Store, workspace: Workspace, given: z.infer<typeof change>): Workspace {
  const isDefault = workspace.id === store.defaultWorkspaceId;
  if (workspace.archived_at !== null) throw toInvalid("An archived workspace cannot be changed.");
  if (isDefault && given.name !== undefined && given.name !== workspace.name)
    throw toInvalid("The Default workspace cannot be renamed.");
  if (isDefault && given.user_profile_id) throw toInvalid("The Default workspace takes no user profile.");
  const { default_inference_geo: inference, allowed_inference_geos: allowed } = given.data_residency ?? {};
  return store.workspaces.put({
    ...workspace,
    name: given.name ?? workspace.name,
    display_color: given.display_color ?? workspace.display_color,
    data_residency: toResidency(
      inference ?? workspace.data_residency.default_inference_geo,
      allowed ?? workspace.data_residency.allowed_inference_geos,
    ),
    tags: mergeTags(workspace.tags, given.tags ?? {}),
    external_key_id: writeOnce("external_key_id", workspace.external_key_id, given.external_key_id),
    user_profile_id: writeOnce("user_profile_id", workspace.user_profile_id, given.user_profile_id),
  });
}

function mergeTags(
  tags: Record<string, string>,
  changes: Record<string, string | null>,
): Record<string, string> {
  const merged = new Map(Object.entries(tags));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) merged.delete(key);
    else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function writeOnce(field: string, present: string | null, given: string | null | undefined): string | null {
  if (given && present && given !== present) throw toInvalid(`${field}: can be set only once.`);
  return present ?? given ?? null;
}

function archiveWorkspace(store: Store, workspace: Workspace): Workspace {
  if (workspace.id === store.defaultWorkspaceId) throw toInvalid("The Default workspace cannot be archived.");
  if (workspace.archived_at !== null) return workspace;
  for (const { key } of store.keys.list())
    if (key.scope.type === "workspace" && key.scope.workspace_id === workspace.id)
      changeKeyStatus(store, key.id, "archived");
  return store.workspaces.put({ ...workspace, archived_at: toNowText(store) });
}
