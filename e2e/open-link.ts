import type { Page } from "playwright/test";
import type { Program } from "./processes";

const printed = /http:\S+?\/sign-in\/link\?token=[\w-]+/g;

/** The links in the log, oldest first. */
export function listLinks({ output }: Program): string[] {
  return [...new Set(output.match(printed))];
}

export function waitForLink(program: Program): Promise<string> {
  return program.waitFor(() => listLinks(program)[0]);
}

export async function openLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(({ href }) => href !== link && !href.includes("/api/"));
}

/** Presses the button of the page that a link opens. */
export function redeemLink(link: string): Promise<Response> {
  const { origin, searchParams } = new URL(link);
  return fetch(`${origin}/api/sign-in-link`, {
    method: "POST",
    headers: { origin },
    body: new URLSearchParams({ token: searchParams.get("token") ?? "" }),
    redirect: "manual",
  });
}
