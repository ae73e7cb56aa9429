import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { exportLog } from "@/lib/core/audit/export";
import { readBesideServer } from "@/lib/core/db/beside-server";
import { closeDatabase } from "@/lib/core/db/client";
import { toSeq } from "./audit-arguments";
import { runCommand } from "./command";

const usage = "Usage: npm run audit:export -- FILE [--from SEQ]";

/** `npm run audit:export -- FILE`: the audit log as signed JSON lines, for `audit:verify -- --file FILE` anywhere. */
await runCommand(async () => {
  readBesideServer();
  const [path, option, seq, ...rest] = process.argv.slice(2);
  if (!path || path.startsWith("--") || rest.length > 0 || (option && (option !== "--from" || !seq)))
    throw new Error(usage);
  const part = `${path}.part`;
  const file = createWriteStream(part, { mode: 0o600, flags: "wx" });
  const written = finished(file);
  written.catch(() => {});
  try {
    const write = async (lines: string[]) => {
      if (!file.write(`${lines.join("\n")}\n`)) await Promise.race([once(file, "drain"), written]);
    };
    const { lines, head, publicKey } = await exportLog(write, seq ? toSeq(seq) : 1);
    file.end();
    await written;
    await rename(part, path);
    console.log(`${lines} lines saved in ${path}. Head: ${head.seq} ${head.hash}\nPublic key: ${publicKey}`);
  } catch (cause) {
    file.destroy();
    await rm(part, { force: true });
    throw cause;
  } finally {
    await closeDatabase();
  }
});
