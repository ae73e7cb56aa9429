import { startCastellan } from "./castellan";
import { type Fault, startEmulator } from "./emulator";
import { test as base } from "./fixtures";

type Served = {
  url: string;
  /** Signs an admin in. */
  link: string;
};

/** A Castellan whose Admin API has had this fault from the start. */
export function withFault(fault: Fault) {
  return base.extend<{ served: Served }>({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    served: async ({}, use) => {
      const { emulator, stop } = await startEmulator(`sk-ant-admin01-${fault.kind}`);
      await emulator.addFault(fault);
      const castellan = await startCastellan({
        ANTHROPIC_ADMIN_KEY: emulator.key,
        ANTHROPIC_BASE_URL: emulator.url,
        HISTORY_DAYS: "31",
      });
      const { program, url } = castellan;
      const shown = new RegExp(`${url}/api/sign-in-link\\?token=[\\w-]+`);
      const link = await program.waitFor(() => shown.exec(program.output)?.[0]);
      await use({ url, link });
      await castellan.stop();
      await stop();
    },
  });
}
