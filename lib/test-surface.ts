import "server-only";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import type { Permission } from "@/lib/core/auth/permissions";

export type Address = {
  /** What answers. */
  file: string;
  /** What declares it. */
  source: string;
  address: string;
  method: string;
  permission: Permission | null;
};

function listFiles(folder: string, name: string): string[] {
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return found.filter((path) => basename(path) === name).map((path) => join(folder, path));
}

function toAddress(file: string): string {
  const parts = dirname(file).split(sep).slice(1);
  const shown = parts.filter((part) => !part.startsWith("("));
  return `/${shown.map((part) => part.replace(/^\[.*\]$/, "x")).join("/")}`;
}

function listAddressesOf(name: string, declaration: RegExp): Address[] {
  return listFiles("app", name).map((file) => {
    const source = readFileSync(file, "utf8");
    const [, permission] = declaration.exec(source) ?? [];
    const [, method = "GET"] = /export const (GET|POST) =/.exec(source) ?? [];
    // Sound: the source compiles, so what it declares is one.
    return {
      file,
      source: file,
      address: toAddress(file),
      method,
      permission: (permission as Permission) ?? null,
    };
  });
}

const readRoute = "app/api/[...address]/route.ts";
const read = /^ {2}"?([\w/-]+)"?: defineRead\(\{\s*permission: "([\w:-]+)",([\s\S]*?)\}\),$/gm;

const reads: Address[] = listFiles("lib", "reads.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(read)].map(([, address, permission, rest = ""]) => ({
    file: readRoute,
    source: file,
    address: `/api/${address}`,
    method: /\bbody: \{/.test(rest) ? "POST" : "GET",
    permission: permission as Permission, // Sound: as above.
  })),
);

const ownRoutes = listAddressesOf("route.ts", /\bpermission: "([\w:-]+)"/);
export const routes = [...ownRoutes.filter(({ file }) => file !== readRoute), ...reads];
export const pages = listAddressesOf("page.tsx", /\bpermitPage\("([\w:-]+)"\)/);

type Declared = { file: string; name: string; action: string; permission: Permission; target: string | null };
const declaration =
  /export const (\w+) = action\s+\.metadata\(\{ name: "([\w.]+)", permission: "([\w:-]+)", target: (?:null|"(\w+)")/g;

export const actions: Declared[] = listFiles("lib", "actions.ts").flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(declaration)].map(
    ([, name = "", action = "", permission, target]) => ({
      file,
      name,
      action,
      permission: permission as Permission, // Sound: as above.
      target: target ?? null,
    }),
  ),
);

export const exportNouns = [
  ...readFileSync("lib/across/exports/sheets.ts", "utf8").matchAll(/^ {2}"?([\w-]+)"?: defineSheet\(/gm),
].map(([, noun = ""]) => noun);
