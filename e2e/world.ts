/** What the servers of a run have told the tests: addresses, secrets, where the logs are. */
export type World = {
  /** Castellan with a key: its Admin API is the emulator, its people come from the identity provider. */
  liveUrl: string;
  /** Castellan as a newcomer starts it, without any configuration. */
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
