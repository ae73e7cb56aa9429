import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { createFolderWithStore, createStore, startCastellan } from "./castellan";
import { startEmulator } from "./emulator";
import { startIdentityProvider } from "./identity-provider";
import { accounts, auditor } from "./people";
import { findFreePort, Program } from "./processes";
import { saveWorld } from "./world";

type Stop = () => Promise<void>;

// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default async function startServers(): Promise<Stop> {
  const stops: Stop[] = [];
  const stopAll = async () => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  process.once("SIGTERM", () => stopAll().finally(() => process.exit(1)));
  try {
    await startWorld((stop) => stops.push(stop));
    return stopAll;
  } catch (cause) {
    await stopAll();
    throw cause;
  }
}

async function startWorld(keep: (stop: Stop) => void): Promise<void> {
  const secrets = {
    ANTHROPIC_ADMIN_KEY: newSecret("sk-ant-admin01-"),
    NEXTAUTH_SECRET: newSecret("nextauth-"),
    METRICS_TOKEN: newSecret("metrics-"),
    OIDC_CLIENT_SECRET: newSecret("oidc-"),
  };
  const [livePort, providerPort] = [await findFreePort(), await findFreePort()];
  const liveUrl = `http://localhost:${livePort}`;
  const providerUrl = `http://127.0.0.1:${providerPort}`;
  const redirectUri = `${liveUrl}/api/auth/callback/oidc`;
  const client = { id: "castellan", secret: secrets.OIDC_CLIENT_SECRET, redirectUri };
  const { emulator, stop } = await startEmulator(secrets.ANTHROPIC_ADMIN_KEY);
  keep(stop);
  const provider = await startIdentityProvider({ port: providerPort, client, accounts });
  keep(provider.stop);
  keep(await createStore());
  const folder = await createFolderWithStore();
  await prepareStore(folder);
  const live = await startCastellan(
    {
      ...secrets,
      PORT: String(livePort),
      ANTHROPIC_BASE_URL: emulator.url,
      OIDC_ISSUER: providerUrl,
      OIDC_CLIENT_ID: client.id,
      OIDC_NAME: "Northwind SSO",
      ADMIN_API_REQUESTS_PER_MINUTE: "100000",
      SYNC_INTERVAL_SECONDS: "3",
      // Two whole months, also while the newest of them isn't settled.
      HISTORY_DAYS: "66",
      LOG_LEVEL: "debug",
      WEBHOOK_ALLOW_PRIVATE: "1",
      MCP: "propose",
    },
    folder,
  );
  keep(live.stop);
  // A longer history would still be loading during the tests.
  const sandbox = await startCastellan({ HISTORY_DAYS: "31" });
  keep(sandbox.stop);
  process.env.NEXTAUTH_SECRET = secrets.NEXTAUTH_SECRET;
  saveWorld({
    liveUrl,
    sandboxUrl: sandbox.url,
    emulatorUrl: emulator.url,
    emulatorKey: emulator.key,
    metricsToken: secrets.METRICS_TOKEN,
    logFiles: [live.program.outputFile, sandbox.program.outputFile],
  });
}

/** Must run before the server opens the folder, because nothing can be set another way yet. */
async function prepareStore(folder: string): Promise<void> {
  const args = ["--import", "tsx", "--conditions=react-server", "e2e/prepare-store.ts", auditor];
  const program = new Program(args, { DATA_DIR: join(folder, "data") }, join(folder, "prepare.log"));
  if ((await program.exitCode) !== 0) throw new Error(program.output);
}

function newSecret(prefix: string): string {
  return `${prefix}${randomBytes(24).toString("base64url")}`;
}
