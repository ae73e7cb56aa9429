import "server-only";
import { z } from "zod";
import { type ExportNoun, openSheet } from "@/lib/across/exports/sheets";
import { getAsOf } from "@/lib/across/rest/directory";
import { asReader } from "@/lib/across/rest/endpoint";
import { toFields, toObject } from "@/lib/across/rest/values";
import type { Program } from "@/lib/core/auth/access-token";
import type { Permission } from "@/lib/core/auth/permissions";
import { findingRuleNames } from "@/lib/core/marks/vocabulary";
import { activityOutcomes, activitySources } from "@/lib/governance/activity/vocabulary";
import { countRows, findEndpoint, toSearch } from "./ask";
import { type Fields, maxRows, rowsOutput, toBounded } from "./bounds";
import { defineTool, type Tool } from "./tool";

type Declared = {
  name: string;
  title: string;
  description: string;
  /** The list of programs, and the page that shows the same with the same fields. */
  endpoint: string;
  page: string;
  noun: ExportNoun;
  /** What the sync lists, for `as_of`; null for what is always current. */
  mirrored: string | null;
  filters: z.ZodRawShape;
  /** Columns that don't help a reader. */
  omit?: readonly string[];
  narrow: string;
};

const text = (about: string) => z.string().max(300).describe(about).optional();
const texts = (about: string) => z.array(z.string().max(300)).max(100).describe(about).optional();
const day = (about: string) => z.iso.date().describe(about).optional();
const workspaces = texts("IDs of workspaces");

export const listTools: readonly Tool[] = [
  defineListTool({
    name: "find_people",
    title: "Find people",
    description: "Lists members of the organization, or counts them.",
    endpoint: "/members",
    page: "/members",
    noun: "members",
    mirrored: "member",
    filters: {
      q: text("Part of a name or an address"),
      role: texts("Roles in the organization, such as developer or admin"),
      workspace: workspaces,
      idle: z.literal([7, 30, 90]).describe("Only people without activity for so many days").optional(),
      state: z.literal("left").describe("People who left, instead of members").optional(),
    },
    omit: ["type"],
    narrow: "Give q, role, workspace, or idle.",
  }),
  defineListTool({
    name: "list_workspaces",
    title: "List workspaces",
    description: "Lists workspaces with their tags.",
    endpoint: "/workspaces",
    page: "/workspaces",
    noun: "workspaces",
    mirrored: "workspace",
    filters: {
      q: text("Part of a name"),
      tag: texts("Tags as key=value; any of them"),
      archived: z.boolean().describe("Also archived ones; false by default").default(false),
    },
    omit: ["type", "display_color", "compartment_id", "user_profile_id", "external_key_id"],
    narrow: "Give q or tag.",
  }),
  defineListTool({
    name: "list_keys",
    title: "List API keys",
    description: "Lists API keys, or counts them. Never shows key material.",
    endpoint: "/keys",
    page: "/keys",
    noun: "keys",
    mirrored: "api_key",
    filters: {
      q: text("Part of a name or hint"),
      status: texts("active, inactive, archived, or expired"),
      workspace: workspaces,
      unused: z.int().min(1).max(3_660).describe("Only active keys without use for so many days").optional(),
      expiry: z.enum(["soon", "never"]).optional(),
    },
    omit: ["type", "scope"],
    narrow: "Give q, status, workspace, or unused.",
  }),
  defineListTool({
    name: "list_findings",
    title: "List findings",
    description: "Lists what Castellan found to be risky, unused, or expensive; the most urgent first.",
    endpoint: "/findings",
    page: "/findings",
    noun: "findings",
    mirrored: null,
    filters: {
      q: text("Part of the name of what it is about"),
      state: z.enum(["open", "resolved", "dismissed"]).describe("open by default").optional(),
      rule: z.array(z.enum(findingRuleNames)).optional(),
      workspace: workspaces,
    },
    narrow: "Give q, rule, or workspace.",
  }),
  defineListTool({
    name: "search_activity",
    title: "Search activity",
    description: "Lists what was done in Castellan and elsewhere: who, what, when. The latest first.",
    endpoint: "/activity",
    page: "/activity",
    noun: "activity",
    mirrored: null,
    filters: {
      q: text("Part of what it was done to"),
      person: texts("Addresses of who did it"),
      noun: texts("What it was done to, such as member, workspace, api_key"),
      outcome: z.array(z.enum(activityOutcomes)).optional(),
      source: z.enum(activitySources).describe("In Castellan or outside of it; both by default").optional(),
      from: day("First day, UTC"),
      to: day("Last day, UTC"),
    },
    omit: ["actor_method", "actor_session", "actor_address", "request_id"],
    narrow: "Give from and to, person, or noun.",
  }),
];

function defineListTool(declared: Declared): Tool {
  const { name, title, description, endpoint, page, mirrored, filters, omit = [], narrow } = declared;
  return defineTool({
    ...{ name, title, description },
    anyOf: [permissionOf(endpoint)],
    input: z.strictObject(filters),
    output: rowsOutput,
    run: async (program, given) => {
      const search = toSearch(given);
      const found = await readFirst(declared, program, search);
      const count = found.length < maxRows ? found.length : await countRows(endpoint, program, { search });
      const rows = found.map((row) => without(row, omit));
      const as_of = await getAsOf(mirrored);
      return {
        ...toBounded(rows, { narrow, count: count ?? rows.length }),
        as_of,
        path: `${page}?${search}`,
      };
    },
  });
}

/** In the order of the page. */
function readFirst(
  { endpoint, noun }: Declared,
  program: Program,
  search: URLSearchParams,
): Promise<Fields[]> {
  return asReader(permissionOf(endpoint), program, async ({ actor }) => {
    const sheet = await openSheet(noun, actor, search);
    const fields = toFields(sheet.columns);
    const found: Fields[] = [];
    for await (const rows of sheet.listRows()) {
      found.push(...rows.slice(0, maxRows - found.length).map((row) => toObject(fields, row)));
      if (found.length === maxRows) break;
    }
    return found;
  });
}

export function without(row: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function permissionOf(endpoint: string): Permission {
  const { permission } = findEndpoint(endpoint);
  if (permission === null) throw new Error(`${endpoint} needs no permission`);
  return permission;
}
