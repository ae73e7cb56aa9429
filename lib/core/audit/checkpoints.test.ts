import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { readCheckpoint, signCheckpoint } from "./checkpoint";
import { compareCheckpoints, readCheckpoints } from "./checkpoint-file";
import { listCheckpointStates, startCheckpoints, stopCheckpoints } from "./checkpoints";
import { forgetEnd } from "./end";
import { describeCheckpoints } from "./export-sentence";
import { getAuditKey } from "./key";
import { attack, changeKey, copyLog, putBack, readLine, writeEntries } from "./test-attack";
import { findHash, verifyChain } from "./verify";

let folder: string;
let path: string;

beforeEach(async () => {
  await resetDatabase();
  folder = await mkdtemp(join(tmpdir(), "castellan-checkpoints-"));
  path = join(folder, "checkpoints.jsonl");
});
afterEach(async () => {
  await stopCheckpoints();
  Object.assign(env, { AUDIT_CHECKPOINT_LINES: 100 });
  delete env.AUDIT_CHECKPOINT_FILE;
  delete env.AUDIT_CHECKPOINT_URL;
  delete env.AUDIT_KEY_FILE;
  await rm(folder, { recursive: true });
});

async function restart() {
  await stopCheckpoints();
  forgetEnd();
  await startCheckpoints();
}

async function compare() {
  const kept = await readCheckpoints(path);
  const { publicKey } = await getAuditKey();
  const log = { name: "unknown", publicKeys: new Set([publicKey]), findHash };
  return describeCheckpoints(kept, await compareCheckpoints(kept.checkpoints, log));
}

const readSeqs = async () => (await readCheckpoints(path)).checkpoints.map(({ seq }) => seq);

describe("a checkpoint file", () => {
  beforeEach(() => {
    Object.assign(env, { AUDIT_CHECKPOINT_FILE: path, AUDIT_CHECKPOINT_LINES: 4 });
  });

  test("a checkpoint file gets a checkpoint at intervals, at the start, and at the end", async () => {
    await writeEntries("a", "b", "c", "d", "e");
    await stopCheckpoints();
    expect(await readSeqs()).toEqual([4, 8, 10]);
    await startCheckpoints();
    await stopCheckpoints();
    expect(await readSeqs()).toEqual([4, 8, 10, 10, 10]);
    expect(await compare()).toEqual({ isSound: true, text: "5 checkpoints match." });
  });

  test("a checkpoint file holds what anyone can check without the secret", async () => {
    await writeEntries("a");
    await stopCheckpoints();
    const [line = ""] = (await readFile(path, "utf8")).split("\n");
    const { hash } = await readLine(2);
    expect(readCheckpoint(line)).toMatchObject({ seq: 2, hash, provenFrom: 1, log: "unknown" });
    for (const change of [
      { seq: 1 },
      { hash: "0".repeat(64) },
      { at: "2020-01-01T00:00:00.000Z" },
      { log: "x" },
    ])
      expect(readCheckpoint(JSON.stringify({ ...JSON.parse(line), ...change }))).toBeNull();
    expect(readCheckpoint("{")).toBeNull();
  });

  test("a checkpoint file shows a log that was rolled back, and the server reports it from its next start on", async () => {
    await writeEntries("a", "b");
    const old = await copyLog();
    await writeEntries("c");
    await stopCheckpoints();
    await putBack(old);
    expect((await verifyChain()).break).toBeNull();
    expect(await compare()).toMatchObject({
      isSound: false,
      text: expect.stringContaining("rolled back or rewritten: line 6"),
    });
    await restart();
    await stopCheckpoints();
    expect(await readSeqs()).toEqual([4, 6]);
    await writeEntries("d");
    expect(await verifyChain()).toMatchObject({
      break: { kind: "removed", seq: 5 },
      proven: { from: 7, reason: "rolled_back" },
    });
    await stopCheckpoints();
    expect(await readSeqs()).toEqual([4, 6, 8, 10]);
  });

  test("a checkpoint file shows a log that was dropped and restarted", async () => {
    await writeEntries("a", "b");
    await stopCheckpoints();
    await attack(sql`delete from audit_log`, sql`delete from audit_head`);
    forgetEnd();
    await writeEntries("c", "d", "e");
    expect((await verifyChain()).break).toBeNull();
    expect((await compare()).text).toContain("was rewritten: line 4");
  });

  test("a checkpoint file is not trusted if its last line is forged or torn", async () => {
    await writeEntries("a", "b");
    await stopCheckpoints();
    const { checkpoints } = await readCheckpoints(path);
    await appendFile(path, `${JSON.stringify({ ...checkpoints[0], seq: 99 })}\n{"type":"castellan.ch`);
    await restart();
    await writeEntries("c");
    expect(await verifyChain()).toMatchObject({ break: null, proven: { from: 1 } });
    expect((await compare()).text).toContain("2 lines of the file are not signed checkpoints");
  });

  test("a checkpoint file shows what was signed under another name, which the database says", async () => {
    await writeEntries("a", "b");
    await stopCheckpoints();
    const key = await getAuditKey();
    const other = { seq: 50, hash: "a".repeat(64), provenFrom: 1, log: "another organization" };
    await appendFile(path, `${JSON.stringify(signCheckpoint(other, key))}\n`);
    expect(await compare()).toMatchObject({ isSound: false, text: expect.stringContaining("line 50") });
    forgetEnd();
    await startCheckpoints();
    await writeEntries("c");
    expect(await verifyChain()).toMatchObject({ proven: { reason: "rolled_back" } });
  });

  test("a checkpoint file of another key or of a sandbox says nothing about this log", async () => {
    await writeEntries("a", "b");
    const key = await getAuditKey();
    const other = { seq: 50, hash: "a".repeat(64), provenFrom: 1, log: "sandbox 2026-01-01T00:00:00.000Z" };
    await appendFile(path, `${JSON.stringify(signCheckpoint(other, key))}\n`);
    await restart();
    await writeEntries("c");
    expect((await verifyChain()).break).toBeNull();
    expect(await compare()).toMatchObject({ isSound: true });
    await changeKey();
    expect(await compare()).toMatchObject({
      isSound: false,
      text: expect.stringContaining("No checkpoint of this log was found."),
    });
  });

  test("a checkpoint file stops nothing when it can't be written, and gets the newest checkpoint once it can", async () => {
    await mkdir(path);
    await writeEntries("a", "b", "c");
    await stopCheckpoints();
    await startCheckpoints();
    await expect.poll(listCheckpointStates).toEqual([{ name: path, seq: null, at: null, error: "EISDIR" }]);
    await rm(path, { recursive: true });
    await writeEntries("d");
    await stopCheckpoints();
    expect((await readSeqs()).at(-1)).toBe(8);
  });
});

describe("a checkpoint address", () => {
  let server: Server;
  let asked: { request: IncomingMessage; body: string }[];
  let answers: number[];
  let onRequest: () => void;

  beforeEach(async () => {
    asked = [];
    answers = [];
    onRequest = () => {};
    server = createServer(async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      asked.push({ request, body });
      response.writeHead(answers.shift() ?? 204, { location: "/elsewhere" }).end();
      onRequest();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo; // Sound: it listens on a port.
    Object.assign(env, { AUDIT_CHECKPOINT_URL: `http://127.0.0.1:${port}/hook?token=s3cret` });
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  test("a checkpoint address gets a signed checkpoint, and its secret is never shown", async () => {
    await writeEntries("a");
    await startCheckpoints();
    await expect.poll(listCheckpointStates).toMatchObject([{ seq: 2, error: null }]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.request).toMatchObject({ method: "POST", url: "/hook?token=s3cret" });
    expect(readCheckpoint(asked[0]?.body ?? "")).toMatchObject({ seq: 2 });
    expect(JSON.stringify(listCheckpointStates())).not.toContain("s3cret");
  });

  test.each([500, 302])("that answers %i is retried with only the newest checkpoint", async (status) => {
    answers = [status];
    await writeEntries("a");
    const twice = new Promise<void>((resolve) => {
      onRequest = () => asked.length === 2 && resolve();
    });
    await startCheckpoints();
    await expect.poll(listCheckpointStates).toMatchObject([{ seq: null, error: expect.any(String) }]);
    await twice;
    expect(asked.map(({ request }) => request.url)).toEqual(Array(2).fill("/hook?token=s3cret"));
    expect(asked[1]?.body).toBe(asked[0]?.body);
    await stopCheckpoints();
    expect(asked).toHaveLength(3);
  });
});

test("no checkpoint is created if none is configured", async () => {
  await writeEntries("a");
  await startCheckpoints();
  expect(listCheckpointStates()).toEqual([]);
  await writeFile(path, "");
  expect(await compare()).toMatchObject({ isSound: false });
});
