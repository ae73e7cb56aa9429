import { expect, test } from "./fixtures";
import { emptyContext } from "./kept-context";

test.use({ server: "sandbox" });

/** Cookies too, which only the server reads. */
test("a journey finds nothing that the one before it left in the browser", async ({
  page,
  context,
  signIn,
}) => {
  await signIn("admin");
  await page.goto("/me");
  await page.evaluate(async () => {
    localStorage.setItem("left", "here");
    await caches.open("left");
    const opening = indexedDB.open("left");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    addEventListener("beforeunload", (event) => event.preventDefault());
  });
  expect(await context.cookies()).not.toEqual([]);

  await emptyContext(context);
  expect(await context.cookies()).toEqual([]);
  const [blank, ...others] = context.pages();
  expect(others).toEqual([]);
  await blank?.goto("/sign-in");
  const left = await blank?.evaluate(async () => [
    localStorage.getItem("left"),
    await caches.has("left"),
    (await indexedDB.databases()).length,
  ]);
  expect(left).toEqual([null, false, 0]);
});
