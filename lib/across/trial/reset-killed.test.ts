import { rm } from "node:fs/promises";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { createStoreFolder } from "@/lib/core/db/test-folder";
import { startProcess, type TestProcess } from "@/lib/core/db/test-process";

describe("a reset whose server is killed", () => {
  let folder: string;
  const running: TestProcess[] = [];
  beforeEach(async () => {
    folder = await createStoreFolder(inject("migratedPglite"));
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ kill }) => kill()));
    await rm(folder, { recursive: true });
  });

  async function run(
    part: "begin" | "finish" | "look",
  ): Promise<{ said: string; kill: () => Promise<void> }> {
    const one = startProcess("lib/across/trial/test-resetter.ts", folder, part);
    running.push(one);
    for (;;) {
      const line = await one.nextLine();
      if (line === "") throw new Error("the process has ended");
      if (line.startsWith("says ")) return { said: line.slice(5), kill: one.kill };
    }
  }

  test.each([
    ["before the commit has the trial as it was", "begin", 1, ["sandbox.reset unknown"]],
    ["after it has a new one", "finish", 0, ["sandbox.reset succeeded"]],
  ] as const)(
    "%s, and a log that is proven",
    async (_, part, left, operations) => {
      await (await run(part)).kill();
      const { said } = await run("look");
      expect(JSON.parse(said)).toMatchObject({ grants: left, operations, found: null, proven: { from: 1 } });
    },
    60_000,
  );
});
