import { startCastellan } from "./castellan";
import { type Fault, startEmulator } from "./emulator";
import { test as base } from "./fixtures";
import { waitForLink } from "./open-link";

type Served = {
  url: string;
  /** Signs an admin in. */
  link: string;
};
type Emulator = Awaited<ReturnType<typeof startEmulator>>["emulator"];
type Given = { key: string; historyDays: number; prepare: (emulator: Emulator) => Promise<unknown> };

/** A Castellan of its own, whose Admin API was prepared before it started. */
export function withAdminApi({ key, historyDays, prepare }: Given) {
  return base.extend<{ served: Served }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    served: async ({}, use) => {
      const { emulator, stop } = await startEmulator(key);
      await prepare(emulator);
      const castellan = await startCastellan({
        ANTHROPIC_ADMIN_KEY: emulator.key,
        ANTHROPIC_BASE_URL: emulator.url,
        HISTORY_DAYS: String(historyDays),
      });
      const { program, url } = castellan;
      const link = await waitForLink(program);
      await use({ url, link });
      await castellan.stop();
      await stop();
    },
  });
}

export function withFault(fault: Fault) {
  return withAdminApi({
    key: `sk-ant-admin01-${fault.kind}`,
    historyDays: 31,
    prepare: (emulator) => emulator.addFault(fault),
  });
}
