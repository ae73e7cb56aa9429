import { expect, test } from "./fixtures";

test("browsers get the icons and the manifest without signing in", async ({ request }) => {
  const page = await (await request.get("/sign-in")).text();
  const links = [...page.matchAll(/<link[^>]+rel="(icon|apple-touch-icon|manifest)"[^>]+href="([^"?]+)/g)];
  expect(Object.fromEntries(links.map(([, rel, href]) => [rel, href]))).toEqual({
    icon: "/icon.svg",
    "apple-touch-icon": "/apple-touch-icon.png",
    manifest: "/manifest.webmanifest",
  });
  const answer = await request.get("/manifest.webmanifest");
  expect(answer.headers()["content-type"]).toContain("application/manifest+json");
  const { start_url: start, icons } = await answer.json();
  expect(start).toBe("/");
  for (const { src, type } of [...icons, { src: "/apple-touch-icon.png", type: "image/png" }]) {
    const icon = await request.get(src);
    expect(icon.status(), src).toBe(200);
    expect(icon.headers()["content-type"], src).toBe(type);
  }
});

test("search engines are asked not to index the site", async ({ request }) => {
  const answer = await request.get("/robots.txt");
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toBe("User-agent: *\nDisallow: /\n");
});
