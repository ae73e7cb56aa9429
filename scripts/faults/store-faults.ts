import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Health } from "@/lib/across/sync/health";
import { atEnd } from "@/scripts/stage/ends";
import { createPostgresStore, embedded, type Store } from "@/scripts/stage/stores";
import { openDoor } from "./door";
import type { Installation } from "./installation";
import { expectRefusal, hasRecovered, untilRefused } from "./refusals";

/** A store of its own, and what is done to it. Returns what went wrong meanwhile. */
type StoreFault = {
  name: string;
  /** Why it can't be done on this machine, or undefined. */
  missing: (address: string | undefined) => string | undefined;
  open: (address: string) => Promise<{ store: Store; disturb: Disturb }>;
};
type Disturb = (installation: Installation) => Promise<string[]>;

const run = promisify(execFile);
const mkfs = "/usr/sbin/mkfs.ext4";
const syncMs = 400_000;

const databaseDown: StoreFault = {
  name: "PostgreSQL is gone 3 times, and comes back",
  missing: (address) => (address ? undefined : "FAULTS_DATABASE_URL isn't set"),
  open: async (address) => {
    const store = await createPostgresStore(address);
    const door = await openDoor(store.settings.DATABASE_URL ?? "");
    const disturb: Disturb = async (installation) => {
      const token = await installation.asAdmin();
      const found: string[] = [];
      for (let time = 0; time < 3; time += 1) {
        await installation.passTime(syncMs);
        await door.shut();
        found.push(...(await expectRefusal(installation, token, "readSettings", {})));
        found.push(...(await expectRefusal(installation, token, "changeSettings", { idle_minutes: 50 })));
        await door.open();
        found.push(...(await hasRecovered(installation, token)));
      }
      return found;
    };
    return { store: { ...store, settings: { DATABASE_URL: door.url } }, disturb };
  },
};

const movedAway: StoreFault = {
  name: "DATA_DIR is moved away, and comes back",
  missing: () => undefined,
  open: async () => {
    const own = await createFolder();
    const folder = join(own, "data");
    const disturb: Disturb = async (installation) => {
      const token = await installation.asAdmin();
      await rename(folder, `${folder}-away`);
      await installation.passTime(syncMs);
      const found = await untilRefused(installation, token);
      if (existsSync(join(folder, "pglite")))
        found.push("an empty store took the place of the one that is gone");
      await rm(folder, { recursive: true, force: true });
      await rename(`${folder}-away`, folder);
      return [...found, ...(await hasRecovered(installation, token))];
    };
    return { store: toStore(folder), disturb };
  },
};

type Disk = { folder: string; image: string };

const diskFull = onDisk("the disk is full", async ({ folder }, installation) => {
  const token = await installation.asAdmin();
  const ballast = join(folder, "ballast");
  await run("sh", ["-c", `cat /dev/zero > ${ballast} 2>/dev/null; true`]);
  await installation.passTime(syncMs);
  const found = await untilRefused(installation, token);
  found.push(...(await expectReport(installation, token, "full")));
  await rm(ballast);
  return [...found, ...(await hasRecovered(installation, token))];
});

/**
 * Linux does this to a broken disk: open files can no longer be written, and only a new mount mends it.
 * Earlier writes are flushed first, because the embedded store does not wait for the disk itself.
 */
const diskReadOnly = onDisk("the disk can only be read", async ({ folder, image }, installation) => {
  const token = await installation.asAdmin();
  await installation.server.whileHeld(async () => {
    await run("sync", ["-f", folder]);
    await run("mount", ["-o", "remount,abort", folder]);
  });
  await installation.passTime(syncMs);
  const found = await untilRefused(installation, token);
  found.push(...(await expectReport(installation, token, "read_only")));
  await installation.stop();
  await run("umount", [folder]);
  await run("/usr/sbin/e2fsck", ["-p", image]).catch(() => {}); // It exits with 1 after a repair.
  await run("mount", ["-o", "loop,ro", image, folder]);
  installation.start();
  if (await installation.server.ready) found.push("it starts where nothing can be written");
  const log = await installation.readLog();
  if (!/cannot be written: EROFS/.test(log)) found.push(`its last words are: ${log}`);
  await run("mount", ["-o", "remount,rw", folder]);
  installation.start();
  return [...found, ...(await hasRecovered(installation, await installation.asAdmin()))];
});

/** A small disk, so that it can be filled. */
function onDisk(
  name: string,
  disturb: (disk: Disk, installation: Installation) => Promise<string[]>,
): StoreFault {
  return {
    name,
    missing: () => {
      if (userInfo().uid !== 0) return "only root can mount a disk";
      return existsSync(mkfs) ? undefined : `there is no ${mkfs}`;
    },
    open: async () => {
      const own = await createFolder();
      const disk = { image: join(own, "image"), folder: join(own, "disk") };
      await mkdir(disk.folder);
      await run("truncate", ["-s", "250M", disk.image]);
      await run(mkfs, ["-q", "-O", "^has_journal", "-m", "0", disk.image]);
      await run("mount", ["-o", "loop", disk.image, disk.folder]);
      atEnd(() => run("umount", ["-l", disk.folder]).catch(() => {})); // It may be unmounted already.
      const store = toStore(join(disk.folder, "data"));
      return { store, disturb: (installation) => disturb(disk, installation) };
    },
  };
}

/** The database panics on a full disk if its log needs space, and fails a query if a table does. */
const reports = { full: /disk (of DATA_DIR )?is full/, read_only: /the disk of DATA_DIR can only be read/ };

/** What an operator sees: in the log, and in the health of the server. */
async function expectReport(
  installation: Installation,
  token: string | undefined,
  fault: keyof typeof reports,
): Promise<string[]> {
  const health = await installation.ask<Pick<Health, "disk">>("readReady", token ? { token } : {});
  const log = await installation.readLog(100_000);
  return [
    ...(health?.disk?.fault === fault ? [] : [`its health says ${JSON.stringify(health)}`]),
    ...(reports[fault].test(log) ? [] : [`its log doesn't say what is wrong with the disk: ${fault}`]),
  ];
}

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "castellan-faults-store-"));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function toStore(folder: string): Store {
  return {
    name: "PGlite, of its own",
    settings: { DATA_DIR: folder },
    connect: () => embedded.connect(folder),
  };
}

export const storeFaults = [databaseDown, diskFull, diskReadOnly, movedAway];
