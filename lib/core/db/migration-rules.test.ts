import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { migrationsFolder } from "./migrations";

/** What would break a server of the previous version, or block it for long. */
const refused: [name: string, pattern: RegExp][] = [
  ["takes a table away", /\bdrop\s+table\b/i],
  ["takes a column away", /\bdrop\s+column\b/i],
  ["takes a function away", /\bdrop\s+function\b/i],
  ["renames", /\brename\b/i],
  ["changes a type", /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i],
  ["refuses null, which the version before may write", /\balter\s+column\s+\S+\s+set\s+not\s+null\b/i],
  [
    "adds a column that the version before does not fill",
    /\badd\s+(column\s+)?"?\w+"?\s(?!.*\bdefault\b).*\bnot\s+null\b/i,
  ],
  ["refuses rows that the version before may write", /\badd\s+constraint\b(?!.*\bnot\s+valid\b)/i],
  ["refuses rows that the version before may write", /\bcreate\s+unique\s+index\b/i],
  ["rewrites rows", /^\s*(update|delete|truncate)\b/i],
];

function judge(text: string): string[] {
  const statements = text
    .replace(/\$\$[\s\S]*?\$\$/g, "''")
    .split(/;|--> statement-breakpoint/)
    .map((statement) => statement.replace(/--.*$/gm, "").replace(/\s+/g, " ").trim());
  const created = [...text.matchAll(/create\s+table\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/gi)].map(
    ([, name]) => name,
  );
  const isOfNewTable = (statement: string) => {
    const [, name] =
      /(?:alter table|on|update|delete from|truncate)\s+(?:only\s+)?"?(\w+)"?/i.exec(statement) ?? [];
    return name !== undefined && created.includes(name);
  };
  return statements
    .filter((statement) => statement && !/^create table/i.test(statement) && !isOfNewTable(statement))
    .flatMap((statement) => {
      const found = refused.find(([, pattern]) => pattern.test(statement));
      return found ? [`${found[0]}: ${statement.slice(0, 120)}`] : [];
    });
}

describe("a migration that servers of the previous version survive", () => {
  test.each(readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql")))(
    "only adds in %s",
    (name) => {
      expect(judge(readFileSync(join(migrationsFolder, name), "utf8"))).toEqual([]);
    },
  );

  test.each([
    'DROP TABLE "views";',
    'ALTER TABLE "members" DROP COLUMN "name";',
    'ALTER TABLE "members" RENAME COLUMN "name" TO "title";',
    'ALTER TABLE "members" ALTER COLUMN "name" SET DATA TYPE varchar(10);',
    'ALTER TABLE "members" ALTER COLUMN "name" SET NOT NULL;',
    'ALTER TABLE "members" ADD COLUMN "title" text NOT NULL;',
    'ALTER TABLE "members" ADD CONSTRAINT "one" UNIQUE("name");',
    'CREATE UNIQUE INDEX "one" ON "members" USING btree ("name");',
    'CREATE TABLE "a" ("id" text);--> statement-breakpoint\nUPDATE "members" SET "name" = 1;',
  ])("may not run %s", (statement) => {
    expect(judge(statement)).toHaveLength(1);
  });

  test.each([
    'CREATE TABLE "a" ("id" text NOT NULL);--> statement-breakpoint\nALTER TABLE "a" ADD CONSTRAINT "b" UNIQUE("id");',
    'ALTER TABLE "members" ADD COLUMN "title" text;',
    `ALTER TABLE "members" ADD COLUMN "title" text DEFAULT 'none' NOT NULL;`,
    'CREATE INDEX "a" ON "members" USING btree ("name");',
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN DELETE FROM members; END $$;",
  ])("may run %s", (statement) => {
    expect(judge(statement)).toEqual([]);
  });
});
