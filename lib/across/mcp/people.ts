import "server-only";
import { z } from "zod";
import { asReader } from "@/lib/across/rest/endpoint";
import { toWire } from "@/lib/across/rest/wire";
import type { Program } from "@/lib/core/auth/access-token";
import { AppError } from "@/lib/core/errors/errors";
import { readPlan } from "@/lib/directory/offboardings/plan-read-model";
import { askEndpoint, askPage } from "./ask";
import { type Fields, rowsOutput, toBounded } from "./bounds";
import { defineTool, type Tool } from "./tool";

const record = z.record(z.string(), z.unknown());
const person = z.string().min(1).max(320).describe("The ID or the address of a member");
const reach = ["workspace_id", "workspace", "workspace_role", "access"];

export const peopleTools: readonly Tool[] = [
  defineTool({
    name: "whoami",
    title: "Who am I",
    description: "Whose access token this is, and what it may do.",
    anyOf: [],
    input: z.strictObject({}),
    run: async (program) => ({ ...(await askEndpoint("/me", program)), path: "/me" }),
  }),
  defineTool({
    name: "get_person",
    title: "Get a person",
    description: "A member with their role, the workspaces that they reach, and why.",
    anyOf: ["members:read"],
    input: z.strictObject({ person }),
    output: { member: record, access: z.array(record) },
    run: async (program, { person }) => {
      const id = await findMember(program, person);
      const member = await askEndpoint("/members/{id}", program, { params: { id } });
      const { data, as_of } = await askAccess(program, { member: id });
      const access = toBounded(
        data.map((row) => pick(row, reach)),
        { narrow: "" },
      ).rows;
      return { member, access, as_of, path: `/members/${id}` };
    },
  }),
  defineTool({
    name: "who_can_access",
    title: "Who can access",
    description:
      "Who can reach a workspace, with which role, and why: a membership, their role, or everyone.",
    anyOf: ["members:read"],
    input: z.strictObject({
      workspace: z.string().min(1).max(300).describe("The ID or the name of a workspace"),
      at: z.iso.date().describe("On a day in the past, UTC; now by default").optional(),
    }),
    output: rowsOutput,
    run: async (program, { workspace, at }) => {
      const id = await findWorkspace(program, workspace);
      const { data, as_of } = await askAccess(program, { workspace: id, ...(at !== undefined && { at }) });
      const shown = ["user_id", "user_email", "user_name", "user_role", "workspace_role", "access"];
      const rows = data.map((row) => pick(row, shown));
      const narrow = "Ask for one person with get_person.";
      return { ...toBounded(rows, { narrow }), as_of, path: `/workspaces/${id}` };
    },
  }),
  defineTool({
    name: "plan_offboarding",
    title: "Plan an off-boarding",
    description:
      "What off-boarding a person would end, and which of their keys would keep working. Changes nothing.",
    anyOf: ["members:write"],
    input: z.strictObject({ person }),
    output: { plan: record },
    run: async (program, { person }) => {
      const asked = isAddress(person)
        ? { memberIds: [], addresses: [person] }
        : { memberIds: [person], addresses: [] };
      const { people } = await asReader("members:write", program, (by) => readPlan(by, asked));
      const [plan] = people;
      if (!plan) throw new AppError("not_found", "there is no such person");
      const query = plan.memberId === null ? "" : `?members=${encodeURIComponent(plan.memberId)}`;
      return { plan: toWire(plan), path: `/members/offboard${query}` };
    },
  }),
];

/** All pages of what a member reaches, or of who reaches a workspace. */
async function askAccess(program: Program, asked: Readonly<Record<string, string>>) {
  const data: Fields[] = [];
  let cursor: string | null = null;
  let as_of = "";
  do {
    const search = new URLSearchParams({ ...asked, limit: "1000", ...(cursor !== null && { cursor }) });
    const page = await askPage("/access", program, { search });
    data.push(...page.data);
    ({ next: cursor, as_of } = page);
  } while (cursor !== null);
  return { data, as_of };
}

export async function findMember(program: Program, given: string): Promise<string> {
  if (!isAddress(given)) return given;
  const search = new URLSearchParams({ q: given, limit: "1000" });
  const { data } = await askPage("/members", program, { search });
  const found = data.find(({ email }) => String(email).toLowerCase() === given.toLowerCase());
  if (!found) throw new AppError("not_found", "there is no such member in reach");
  return String(found.id);
}

/** @throws AppError invalid for a name of several workspaces */
export async function findWorkspace(program: Program, given: string): Promise<string> {
  const search = new URLSearchParams({ q: given, archived: "false", limit: "1000" });
  const { data } = await askPage("/workspaces", program, { search });
  const named = data.filter(({ id, name }) => id === given || name === given);
  if (named.length > 1)
    throw new AppError("invalid", "several workspaces have this name", {
      fields: { workspace: ["is the name of several workspaces: give an ID"] },
    });
  return String(named[0]?.id ?? given);
}

function isAddress(text: string): boolean {
  return text.includes("@");
}

function pick(row: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)));
}
