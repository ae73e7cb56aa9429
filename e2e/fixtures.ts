import {
  type BrowserContext,
  test as base,
  type ConsoleMessage,
  type Page,
  type WebError,
} from "playwright/test";
import { emptyContext } from "./kept-context";
import { Organization } from "./organization";
import { emails, type PersonaName } from "./people";
import { endSessions, signInAt } from "./session";
import { readWorld } from "./world";

type Options = {
  server: "live" | "sandbox";
  /** For what changes the browser's context in a way that can't be undone, such as its clock. */
  ownContext: boolean;
};

/** By their options. A kept context has the scripts of the pages compiled in its cache, which halves the time of loading one. */
type Kept = { contexts: Map<string, BrowserContext> };

type Fixtures = {
  /** A person has at most ten sessions, and all tests share a few people. */
  sessions: undefined;
  site: string;
  org: Organization;
  /**
   * Signs the browser in as a persona or an address; on the live server, as someone who confirmed their identity
   * `minutesAgo` minutes ago.
   */
  signIn: (who: PersonaName | (string & {}), minutesAgo?: number) => Promise<void>;
  /** Expected console errors, such as the status of a missing page; all others fail the test. */
  expectConsoleError: (pattern: RegExp) => void;
};

export const test = base.extend<Fixtures & Options, Kept>({
  server: ["live", { option: true }],
  ownContext: [false, { option: true }],
  contexts: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      const contexts = new Map<string, BrowserContext>();
      await use(contexts);
      await Promise.all([...contexts.values()].map((context) => context.close()));
    },
    { scope: "worker" },
  ],
  context: async (
    { browser, contexts, ownContext, baseURL, viewport, locale, timezoneId, isMobile, hasTouch },
    use,
  ) => {
    const key = JSON.stringify({ baseURL, viewport, locale, timezoneId, isMobile, hasTouch });
    const kept = ownContext ? undefined : contexts.get(key);
    const context = kept ?? (await browser.newContext());
    if (!kept) await reportViolations(context);
    if (!ownContext) contexts.set(key, context);
    await use(context);
    if (ownContext) await context.close();
    else await emptyContext(context);
  },
  sessions: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
    async ({}, use) => {
      await use(undefined);
      await endSessions();
    },
    { auto: true },
  ],
  site: async ({ server }, use) => {
    const { liveUrl, sandboxUrl } = readWorld();
    await use(server === "live" ? liveUrl : sandboxUrl);
  },
  baseURL: async ({ site }, use) => {
    await use(site);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from here.
  org: async ({}, use) => {
    await use(new Organization());
  },
  page: async ({ context }, use) => {
    const [page = await context.newPage()] = context.pages();
    await use(untilHydrated(page));
  },
  signIn: async ({ context, site }, use) => {
    await use(async (who, minutesAgo) => {
      // Pending requests would bring back the cookie of the previous person.
      for (const page of context.pages()) await page.goto("about:blank");
      await addSession(context, site, isPersona(who) ? emails[who] : who, minutesAgo);
    });
  },
  expectConsoleError: [
    async ({ context }, use) => {
      const expected: RegExp[] = [];
      const { errors, stop } = collectErrors(context);
      await use((pattern) => expected.push(pattern));
      stop();
      const unexpected = errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
      expect(unexpected, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export const { expect } = test;

export async function addSession(
  context: BrowserContext,
  url: string,
  email: string,
  minutesAgo?: number,
): Promise<void> {
  const cookie = await signInAt(url, email, minutesAgo);
  await context.addCookies([{ ...cookie, url, httpOnly: true, sameSite: "Lax" }]);
}

/** For pages that a journey opens itself: what it loads can be clicked at once. */
export function untilHydrated(page: Page): Page {
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...address) => {
    const response = await goto(...address);
    await waitForHydration(page);
    return response;
  };
  page.reload = async (...options) => {
    const response = await reload(...options);
    await waitForHydration(page);
    return response;
  };
  return page;
}

/** A click on a button that React doesn't know yet is lost. A person would click again; a test fails. */
async function waitForHydration(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const isHydrated = (button: Element) =>
      Object.keys(button).some((key) => key.startsWith("__reactProps$"));
    return [...document.querySelectorAll("button")].every(isHydrated);
  });
}

function isPersona(who: string): who is PersonaName {
  return Object.hasOwn(emails, who);
}

function collectErrors(context: BrowserContext): { errors: string[]; stop: () => void } {
  const errors: string[] = [];
  const noteMessage = (message: ConsoleMessage) => {
    if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
  };
  const noteError = (error: WebError) => errors.push(String(error.error()));
  context.on("console", noteMessage).on("weberror", noteError);
  const stop = () => {
    context.off("console", noteMessage).off("weberror", noteError);
  };
  return { errors, stop };
}

async function reportViolations(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
}
