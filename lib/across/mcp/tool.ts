import "server-only";
import { z } from "zod";
import type { Program } from "@/lib/core/auth/access-token";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { toOwnAddress } from "@/lib/core/env/own-address";

/** Without one of the permissions, a tool isn't listed; with none declared, every token may use it. */
export type Tool = {
  name: string;
  title: string;
  description: string;
  anyOf: readonly Permission[];
  /** Whether it is about changes that are proposed, which not every installation takes. */
  isProposing?: boolean;
  input: z.ZodObject;
  output: z.ZodObject;
  run: (program: Program, input: unknown) => Promise<Answer>;
};

/** What every answer has: when it was true, and where a person sees the same. */
export type Answer = { as_of: string; url: string } & Record<string, unknown>;
type Body = { path: string; as_of?: string } & Record<string, unknown>;

type Declared<Input extends z.ZodObject> = Omit<Tool, "input" | "output" | "run"> & {
  input: Input;
  output?: z.ZodRawShape;
  run: (program: Program, input: z.output<Input>) => Promise<Body>;
};

/** A time as text: its pattern alone would be as long as all else that describes a tool. */
const dated = { as_of: z.string(), url: z.string() };

export function defineTool<Input extends z.ZodObject>({
  run,
  output = {},
  ...declared
}: Declared<Input>): Tool {
  return {
    ...declared,
    output: z.looseObject({ ...output, ...dated }),
    run: async (program, given) => {
      const { path, as_of, ...body } = await run(program, declared.input.parse(given));
      return { ...body, as_of: as_of ?? new Date().toISOString(), url: toOwnAddress(path) };
    },
  };
}

export function isOffered({ anyOf }: Tool, { actor }: Pick<Program, "actor">): boolean {
  return anyOf.length === 0 || anyOf.some((permission) => can(actor, permission));
}

/** The scopes, any of which a token would need that its owner could give; none if that wouldn't help. */
export function listMissingScopes(tool: Tool, program: Program): Permission[] {
  const { scopes: _, ...person } = program.actor;
  return isOffered(tool, program) ? [] : tool.anyOf.filter((permission) => can(person, permission));
}
