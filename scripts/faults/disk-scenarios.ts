import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Health } from "@/lib/across/sync/health";
import { atEnd } from "@/scripts/stage/ends";
import type { Installation } from "./installation";
import { expectRefusal, hasRecovered, type StoreScenario } from "./store-scenario";

const run = promisify(execFile);
const mkfs = "/usr/sbin/mkfs.ext4";

type Disk = { folder: string; mount: () => Promise<void>; unmount: () => Promise<void> };
type Harm = (disk: Disk, installation: Installation) => Promise<string[]>;

/** The store gets its own small disk, so that a scenario can fill it. */
const onDisk = (harm: Harm): StoreScenario => ({
  missing: () => {
    if (userInfo().uid !== 0) return "only root can mount a disk";
    return existsSync(mkfs) ? undefined : `there is no ${mkfs}`;
  },
  create: async () => {
    const own = await mkdtemp(join(tmpdir(), "castellan-disk-"));
    const [image, folder] = [join(own, "image"), join(own, "disk")];
    await mkdir(folder);
    await run("truncate", ["-s", "250M", image]);
    await run(mkfs, ["-q", "-O", "^has_journal", "-m", "0", image]);
    const disk: Disk = {
      folder,
      mount: async () => void (await run("mount", ["-o", "loop", image, folder])),
      unmount: async () => void (await run("umount", [folder])),
    };
    await disk.mount();
    atEnd(async () => {
      await run("umount", ["-l", folder]).catch(() => {}); // The scenario may have unmounted it already.
      await rm(own, { recursive: true, force: true });
    });
    const store = { name: "PGlite, disk of its own", settings: { DATA_DIR: join(folder, "data") } };
    return { store, harm: (installation) => harm(disk, installation) };
  },
});

/** Keeps writing until the store refuses for the first time. */
async function untilRefused(installation: Installation, token: string | undefined): Promise<string[]> {
  let found = ["changes go on being stored"];
  for (let tries = 0; tries < 200 && found.length > 0; tries += 1)
    found = await expectRefusal(installation, token, "changeSettings", { idle_minutes: 30 + (tries % 60) });
  return found;
}

/** The database panics on a full disk if its log needs space, and fails a query if a table does. */
const logged = { full: /disk (of DATA_DIR )?is full/, read_only: /the disk of DATA_DIR can only be read/ };

/** What an operator sees: in the log, and in the health of the server. */
async function expectFault(
  installation: Installation,
  token: string | undefined,
  fault: keyof typeof logged,
): Promise<string[]> {
  const health = await installation.ask<Pick<Health, "disk">>("readReady", { ...(token && { token }) });
  const log = await installation.readLog(100_000);
  return [
    ...(health?.disk?.fault === fault ? [] : [`its health says ${JSON.stringify(health)}`]),
    ...(logged[fault].test(log) ? [] : [`its log doesn't say what is wrong with the disk: ${fault}`]),
  ];
}

const full: Harm = async ({ folder }, installation) => {
  const token = await installation.asAdmin();
  const ballast = join(folder, "ballast");
  await run("sh", ["-c", `cat /dev/zero > ${ballast} 2>/dev/null; true`]);
  await installation.passTime(400_000);
  const found = await untilRefused(installation, token);
  found.push(...(await expectFault(installation, token, "full")));
  await rm(ballast);
  return [...found, ...(await hasRecovered(installation, token))];
};

/**
 * Linux does this to a broken disk: open files can no longer be written, and only a new mount mends it.
 * Earlier writes are flushed first, because the embedded store does not wait for the disk itself.
 */
const readOnly: Harm = async (disk, installation) => {
  const token = await installation.asAdmin();
  await installation.server.whileHeld(async () => {
    await run("sync", ["-f", disk.folder]);
    await run("mount", ["-o", "remount,abort", disk.folder]);
  });
  await installation.passTime(400_000);
  const found = await untilRefused(installation, token);
  found.push(...(await expectFault(installation, token, "read_only")));
  await installation.stop();
  await disk.unmount();
  await run("/usr/sbin/e2fsck", ["-p", join(disk.folder, "..", "image")]).catch(() => {}); // It exits with 1 after a repair.
  await disk.mount();
  await run("mount", ["-o", "remount,ro", disk.folder]);
  found.push(...(await expectNoStart(installation, /cannot be written: EROFS/)));
  await run("mount", ["-o", "remount,rw", disk.folder]);
  installation.start();
  return [...found, ...(await hasRecovered(installation, await installation.asAdmin()))];
};

async function expectNoStart(installation: Installation, reason: RegExp): Promise<string[]> {
  installation.start();
  if (await installation.server.ready) return ["it starts where nothing can be written"];
  const text = await installation.readLog();
  return reason.test(text) ? [] : [`its last words are: ${text}`];
}

const inFolder = (
  harm: (folder: string, installation: Installation) => Promise<string[]>,
): StoreScenario => ({
  missing: () => undefined,
  create: async () => {
    const own = await mkdtemp(join(tmpdir(), "castellan-folder-"));
    atEnd(() => rm(own, { recursive: true, force: true }));
    const folder = join(own, "data");
    const store = { name: "PGlite, folder of its own", settings: { DATA_DIR: folder } };
    return { store, harm: (installation) => harm(folder, installation) };
  },
});

const movedAway = inFolder(async (folder, installation) => {
  const token = await installation.asAdmin();
  await rename(folder, `${folder}-away`);
  await installation.passTime(400_000);
  const found = await untilRefused(installation, token);
  if (existsSync(join(folder, "pglite"))) found.push("an empty store took the place of the one that is gone");
  await rm(folder, { recursive: true, force: true });
  await rename(`${folder}-away`, folder);
  return [...found, ...(await hasRecovered(installation, token))];
});

/** The folder is gone for good, so the next start has to create everything again. */
const deleted = inFolder(async (folder, installation) => {
  const token = await installation.asAdmin();
  // The store keeps writing files during the removal, hence the retries.
  await rm(folder, { recursive: true, maxRetries: 10 });
  const found = await untilRefused(installation, token);
  await installation.killAndRestart();
  return [...found, ...(await hasRecovered(installation, await installation.asAdmin()))];
});

export const diskScenarios: Record<string, StoreScenario> = {
  "the disk is full": onDisk(full),
  "the disk can only be read": onDisk(readOnly),
  "DATA_DIR is moved away, and comes back": movedAway,
  "DATA_DIR is deleted": deleted,
};
