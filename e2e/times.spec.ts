import { expect, test } from "./fixtures";
import { expectStillScreen } from "./layout-shift";

test.use({ timezoneId: "America/Los_Angeles" });

test("times are in the reader's zone with UTC in the tooltip, and report days stay UTC", async ({
  page,
  signIn,
}) => {
  await page.goto("/sign-in");
  await expect
    .poll(async () => (await page.context().cookies()).find(({ name }) => name === "zone")?.value)
    .toBe("America/Los_Angeles");
  await signIn("admin");
  await page.goto("/settings?tab=key");
  const read = page.getByRole("table", { name: "What the admin key can do" }).getByRole("time").first();
  await expect(read).toHaveText(/^[A-Z][a-z]{2} \d+, \d{4}, \d\d:\d\d [AP]M P[SD]T$/);
  await expect(read).toHaveAttribute("title", /P[SD]T · .+ UTC$/);

  // The server knows the zone by now, so that nothing moves when the browser takes over.
  const html = await (await page.request.get("/settings?tab=key")).text();
  expect(html).toContain((await read.textContent()) ?? "");
  await expectStillScreen(page, "/settings?tab=key");

  await page.goto("/cost");
  await page.getByRole("button", { name: "More about Cost" }).click();
  await expect(page.getByText(/API cost by UTC day/)).toBeVisible();
});
