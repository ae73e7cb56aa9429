import type { Route } from "next";
import type { NavName, NavPage } from "@/components/shell/places";
import type { PaletteHits } from "@/lib/across/palette/schema";
import type { HitKind } from "@/lib/across/palette/vocabulary";
import { type Asking, can, type Permission } from "@/lib/core/auth/permissions";
import { permissionOfOperation } from "@/lib/directory/keys/permissions";
import { type AskableOperation, toKeyRefusal } from "@/lib/directory/keys/vocabulary";

type ObjectOperation = {
  kind: HitKind;
  page: NavName;
  permission: Permission;
  /** Given an ID that is encoded already. */
  toAddress: (id: string) => string;
};

/** What a person can do with what they found: each leads to the page or the dialog that always does it. */
const objectOperations = {
  offboard: {
    kind: "member",
    page: "members",
    permission: "members:write",
    toAddress: (id) => `/members/offboard?members=${id}`,
  },
  changeRole: {
    kind: "member",
    page: "members",
    permission: "members:write",
    toAddress: (id) => `/members/${id}?open=role`,
  },
  copyAccess: {
    kind: "member",
    page: "members",
    permission: "memberships:write",
    toAddress: (id) => `/members/${id}?open=copy`,
  },
  endSessions: {
    kind: "member",
    page: "settings",
    permission: "sessions:write",
    toAddress: (id) => `/settings?open=sessions&of=${id}`,
  },
  addPeople: {
    kind: "workspace",
    page: "workspaces",
    permission: "memberships:write",
    toAddress: (id) => `/workspaces/${id}?open=people`,
  },
  removePeople: {
    kind: "workspace",
    page: "workspaces",
    permission: "memberships:write",
    toAddress: (id) => `/workspaces/${id}`,
  },
  setLimit: {
    kind: "workspace",
    page: "limits",
    permission: "limits:write",
    toAddress: (id) => `/limits?open=spend&workspace=${id}`,
  },
  showReach: {
    kind: "workspace",
    page: "workspaces",
    permission: "workspaces:read",
    toAddress: (id) => `/workspaces/${id}?tab=reach`,
  },
  renameWorkspace: {
    kind: "workspace",
    page: "workspaces",
    permission: "workspaces:write",
    toAddress: (id) => `/workspaces/${id}?tab=settings&open=rename`,
  },
  archiveWorkspace: {
    kind: "workspace",
    page: "workspaces",
    permission: "workspaces:write",
    toAddress: (id) => `/workspaces/${id}?open=archive`,
  },
  replaceKey: toKeyOperation("replace"),
  retireKey: { ...toKeyOperation("replace"), toAddress: (id) => `/keys/${id}?open=retire` },
  renameKey: toKeyOperation("rename"),
  deactivateKey: toKeyOperation("deactivate"),
  archiveKey: toKeyOperation("archive"),
} as const satisfies Record<string, ObjectOperation>;
export type ObjectOperationName = keyof typeof objectOperations;

function toKeyOperation(operation: AskableOperation) {
  return {
    kind: "key",
    page: "apiKeys",
    permission: permissionOfOperation[operation],
    toAddress: (id: string) => `/keys/${id}?open=${operation}`,
  } as const;
}

// Sound: a record's own keys.
const names = Object.keys(objectOperations) as ObjectOperationName[];
const listOf = (kind: HitKind) => names.filter((name) => objectOperations[name].kind === kind);

/** The page on which an operation starts if no object is named. */
export function toStart(name: ObjectOperationName, pages: readonly NavPage[]) {
  const page = pages.find((one) => one.name === objectOperations[name].page);
  const href: Route = name === "offboard" ? "/members/offboard" : (page?.href ?? "/");
  return { href, label: page?.label };
}

export function kindOf(name: ObjectOperationName): HitKind {
  return objectOperations[name].kind;
}

/** `pages` are those that the person may open, and that the organization has. */
export function listObjectOperations(
  actor: Asking,
  pages: readonly { name: NavName }[],
): ObjectOperationName[] {
  return names.filter((name) => {
    const { page, permission } = objectOperations[name];
    return can(actor, permission) && pages.some((one) => one.name === page);
  });
}

/** Sound: each address is a page of ours; typed routes don't know query strings. */
export function toOperationHref(name: ObjectOperationName, id: string): Route {
  return objectOperations[name].toAddress(encodeURIComponent(id)) as Route;
}

/** Sound: as above. */
export function toCopyHref(fromId: string, toId: string): Route {
  return `${toOperationHref("copyAccess", toId)}&from=${encodeURIComponent(fromId)}` as Route;
}

/** Adding one person to a workspace, or finding them there, where they can be removed. Sound: as above. */
export function toPersonHref(name: "addPeople" | "removePeople", workspaceId: string, person: string): Route {
  const key = name === "addPeople" ? "&find" : "?q";
  return `${toOperationHref(name, workspaceId)}${key}=${encodeURIComponent(person)}` as Route;
}

type Hit<Kind extends keyof PaletteHits> = PaletteHits[Kind][number];

export function listMemberOperations({ hasLeft }: Pick<Hit<"members">, "hasLeft">): ObjectOperationName[] {
  return hasLeft ? [] : listOf("member");
}

/** Everyone reaches the Default workspace, and it can't be limited or archived. */
export function listWorkspaceOperations({
  isDefault,
  isArchived,
}: Pick<Hit<"workspaces">, "isDefault" | "isArchived">): ObjectOperationName[] {
  if (isArchived) return [];
  return isDefault ? ["showReach"] : listOf("workspace");
}

export function listKeyOperations({ status }: Pick<Hit<"keys">, "status">): ObjectOperationName[] {
  const stops: readonly ObjectOperationName[] = ["deactivateKey", "retireKey"];
  const isRefused = (name: ObjectOperationName) =>
    stops.includes(name) && (status === "inactive" || toKeyRefusal(status, "deactivate") !== null);
  return toKeyRefusal(status, "rename") ? [] : listOf("key").filter((name) => !isRefused(name));
}
