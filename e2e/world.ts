export type World = {
  /** Castellan with a key: the emulator is its Admin API, and the identity provider has its people. */
  liveUrl: string;
  /** Castellan without any configuration, as a newcomer starts it. */
  sandboxUrl: string;
  emulatorUrl: string;
  emulatorKey: string;
  metricsToken: string;
  logFiles: string[];
};

const name = "CASTELLAN_E2E_WORLD";

export function saveWorld(world: World): void {
  process.env[name] = JSON.stringify(world);
}

export function readWorld(): World {
  return JSON.parse(process.env[name] ?? "{}");
}
