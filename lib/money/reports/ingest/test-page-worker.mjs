import "server-only";
import { register } from "tsx/esm/api";

// A worker starts without the hooks that read TypeScript.
register();
await import("./page-worker.ts");
