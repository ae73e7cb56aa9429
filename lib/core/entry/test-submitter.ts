/** A test process: starts an operation, says so, and works on it until it is killed. */
import "server-only";
import { beginSubmit, keepBeating } from "./operation";

const [email = "", operationId] = process.argv.slice(2);
const asked = { email, action: "workspace.create", input: { name: "shop" } };
const { kind } = await beginSubmit(operationId, asked);
if (kind === "first") keepBeating(operationId ?? "");
process.stdout.write(`${kind}\n`);
process.stdin.resume();
