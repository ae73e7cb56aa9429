import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { z } from "zod";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { startProcess } from "@/lib/core/db/test-process";
import { env } from "@/lib/core/env/env";
import { action } from "./action-client";

test("an operation of a killed process is not run by another one", { timeout: 120_000 }, async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  const names: string[] = [];
  const create = action
    .metadata({ name: "workspace.create", permission: "workspaces:write", target: null })
    .inputSchema(z.object({ name: z.string() }))
    .action(async ({ parsedInput }) => {
      names.push(parsedInput.name);
    });
  env.NEXTAUTH_SECRET = process.env.NEXTAUTH_SECRET = "two processes of one installation share it";
  const as = "ada@northwind.example";
  const id = randomUUID();
  const other = startProcess("lib/core/entry/test-submitter.ts", as, id);
  expect(await other.nextLine()).toBe("first");

  const second = inRequest({ as }, () => create({ name: "shop" }, id));
  const early = await Promise.race([second, inRequest({ as }, () => create({ name: "till" }))]);
  expect(early).toEqual({});
  await other.kill();
  expect(await second).toMatchObject({ serverError: { code: "outcome_unknown" } });
  expect(names).toEqual(["till"]);
});
