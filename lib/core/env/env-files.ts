import "server-only";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { dirname } from "node:path";

type Source = Record<string, string | undefined>;

export function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function isAppendable(path: string): boolean {
  const isThere = existsSync(path);
  try {
    accessSync(isThere ? path : dirname(path), constants.W_OK);
    return !isThere || !statSync(path).isDirectory();
  } catch {
    return false;
  }
}

export function readSecretFiles(given: Source, names: readonly string[]) {
  const problems: string[] = [];
  const values: Source = { ...given };
  const sources: Record<string, string> = {};
  for (const name of names) {
    const twin = `${name}_FILE`;
    const path = given[twin];
    if (path === undefined) continue;
    sources[name] = twin;
    const content = isReadableFile(path) ? readFileSync(path, "utf8").trim() : null;
    if (given[name] !== undefined) problems.push(`${twin}: cannot be set together with ${name}`);
    else if (content === null) problems.push(`${twin}: is not a readable file`);
    else if (content === "") problems.push(`${twin}: is an empty file`);
    else values[name] = content;
  }
  return { values, sources, problems };
}
