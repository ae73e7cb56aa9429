import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const list = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));
const countWords = (file: string) => read(file).split(/\s+/).filter(Boolean).length;
const countLines = (file: string) => read(file).trimEnd().split("\n").length;

const documents = [...list("."), ...list("docs"), ...list("docs/adr")];
const decisions = list("docs/adr").filter((file) => !file.endsWith("README.md"));

test("the README, the rules, and the documents are short enough to be read", () => {
  expect(countLines("README.md")).toBeLessThanOrEqual(150);
  expect(countLines("AGENTS.md")).toBeLessThanOrEqual(60);
  const words = [...list("docs"), ...list("docs/adr")].reduce((sum, file) => sum + countWords(file), 0);
  expect(words).toBeLessThanOrEqual(25_000);
});

test("there are at most 40 decisions of 300 words, and the index has the title of each", () => {
  expect(decisions.length).toBeLessThanOrEqual(40);
  expect(decisions.filter((file) => countWords(file) > 300)).toEqual([]);
  const wanted = decisions.map((file) => {
    const [, title] = /^# (.+)/.exec(read(file)) ?? [];
    return `- [${title}](${file.replace("docs/adr/", "")})`;
  });
  expect(read("docs/adr/README.md").match(/^- .*$/gm)).toEqual(wanted);
});

/** As GitHub makes them of headings. */
function listAnchors(file: string): string[] {
  const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading.toLowerCase());
  return headings.map((heading) => heading.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

test("every link between documents leads to a file and a heading that exist", () => {
  const broken = documents.flatMap((file) => {
    const text = read(file).replace(/```[\s\S]*?```/g, "");
    const targets = [...text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = ""]) => target);
    return targets.filter((target) => {
      const [path = "", anchor] = target.split("#");
      const found = path ? normalize(join(dirname(file), path)) : file;
      return !existsSync(found) || (anchor !== undefined && !listAnchors(found).includes(anchor));
    });
  });
  expect(broken).toEqual([]);
});

test("a decision that code or a document names is still there", () => {
  const numbers = decisions.map((file) => Number(/(\d{4})-/.exec(file)?.[1]));
  const sources = ["app", "components", "lib", "scripts", "e2e"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|tsx|mjs)$/.test(name))
      .map((name) => join(folder, name)),
  );
  const named = [...sources, ...documents].flatMap((file) =>
    [...read(file).matchAll(/\bADR (\d+)/g)].map(([, number]) => ({ file, number: Number(number) })),
  );
  expect(named.filter(({ number }) => !numbers.includes(number))).toEqual([]);
});

test("the changelog has the version of package.json", () => {
  const { version } = JSON.parse(read("package.json"));
  expect(read("CHANGELOG.md")).toContain(`\n## [${version}] - `);
});
