import { expect, test } from "vitest";
import { toDatabaseTls } from "./database-tls";

test.each([
  ["postgres://db.example/x", "unsaid"],
  ["postgres://db.example/x?sslmode=disable", "off"],
  ["postgres://db.example/x?sslmode=disable&sslrootcert=/etc/ca.pem", "off"],
  ["postgres://db.example/x?sslmode=no-verify", "unverified"],
  ["postgres://db.example/x?sslmode=require&uselibpqcompat=true", "unverified"],
  ["postgres://db.example/x?sslmode=verify-full&uselibpqcompat=true", "verified"],
  ["postgres://db.example/x?sslmode=require", "verified"],
  ["postgres://localhost/x?sslmode=disable", "local"],
])("%s is %s", (url, tls) => {
  expect(toDatabaseTls(url)).toBe(tls);
});
