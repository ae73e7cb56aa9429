import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forgetEnd } from "./end";
import { exportLog } from "./export";
import { verifyExport } from "./export-file";
import { getAuditKey } from "./key";
import { getProof } from "./proof";
import { attack, forge, readAll, readLine, writeEntries } from "./test-attack";
import { verifyChain } from "./verify";

const [old, fresh, newest] = ["o", "n", "m"].map((letter) => letter.repeat(32));
const intact = { break: null, proven: { from: 1, reason: null } };
let oldId: string;

beforeEach(async () => {
  await resetDatabase();
  restartWith(old);
  forgetEnd();
  await writeEntries("user_1", "user_2");
  oldId = (await getAuditKey()).id;
  restartWith(fresh, old);
  forgetEnd();
});
afterEach(() => restartWith(undefined));

async function readExport(): Promise<string[]> {
  const lines: string[] = [];
  await exportLog(async (some) => void lines.push(...some));
  return lines;
}

describe("a log whose secret was rotated", () => {
  test("a log whose secret was rotated is proven with the previous one before anything is written", async () => {
    expect(await verifyChain()).toMatchObject({ seal: "former", lines: 4, ...intact });
    expect(await getProof()).toMatchObject({ unproven: null });
  });

  test("a log whose secret was rotated goes on with the new key, says so, and stays proven without the previous one", async () => {
    await writeEntries("user_3");
    const lines = await readAll();
    const { id } = await getAuditKey();
    expect(lines.map(({ keyId }) => keyId)).toEqual([...Array(4).fill(oldId), ...Array(4).fill(id)]);
    expect(lines.slice(4, 6).map(({ action, phase }) => `${action} ${phase}`)).toEqual([
      "audit.change_key intent",
      "audit.change_key outcome",
    ]);
    expect(await verifyChain()).toMatchObject({ seal: "ours", lines: 8, ...intact });
    restartWith(fresh);
    forgetEnd();
    expect(await verifyChain()).toMatchObject({ seal: "ours", lines: 8, ...intact });
    expect(await getProof()).toMatchObject({ unproven: null });
    restartWith(newest, fresh);
    await writeEntries("user_4");
    restartWith(newest);
    expect(await verifyChain()).toMatchObject({ lines: 12, ...intact });
  });

  test("a log whose secret was rotated can be exported and verified before and after the first new line", async () => {
    for (const count of [4, 8]) {
      const report = await verifyExport(
        (async function* () {
          yield* await readExport();
        })(),
      );
      expect(report).toMatchObject({
        problem: null,
        break: null,
        statement: { lines: count, proven: intact.proven },
      });
      expect(report.statement?.seal).toBe("ours");
      await writeEntries("user_3");
    }
  });

  test.each([[old], [undefined]])(
    "a log whose secret was rotated shows an earlier line that was changed afterward",
    async (previous) => {
      await writeEntries("user_3");
      await attack(sql`update audit_log set target_id = 'user_9' where seq = 2`);
      restartWith(fresh, previous);
      expect((await verifyChain()).break).toMatchObject({ seq: 2 });
    },
  );

  test.each([[old], [undefined]])(
    "shows old lines that were rewritten with their hashes",
    async (previous) => {
      await writeEntries("user_3");
      await forge((lines) =>
        lines.map((line, index) => (index === 1 ? { ...line, outcome: "failed" } : line)),
      );
      restartWith(fresh, previous);
      expect((await verifyChain()).break).not.toBeNull();
    },
  );

  test("a log whose secret was rotated does not take over lines that were changed before the first new one", async () => {
    await forge((lines) => lines.map((line, index) => (index === 1 ? { ...line, outcome: "failed" } : line)));
    await writeEntries("user_3");
    expect((await readLine(5)).action).toBe("audit.unproven");
    restartWith(fresh);
    expect(await verifyChain()).toMatchObject({ proven: { from: 5 } });
  });

  test("a log whose secret was rotated does not take over a cut-off end", async () => {
    await attack(sql`delete from audit_log where seq > 2`);
    await writeEntries("user_3");
    expect((await readAll()).map(({ action }) => action)).toContain("audit.unproven");
    expect((await verifyChain()).break).toEqual({ kind: "removed", seq: 3 });
  });
});
