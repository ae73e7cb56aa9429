import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  // Under this condition `server-only` is an empty module, as it is inside a Next server.
  ssr: { resolve: { conditions: ["react-server", "node", "import", "default"], externalConditions: ["react-server"] } },
  test: { environment: "node", include: ["lib/**/*.test.ts", "messages/**/*.test.ts", "scripts/**/*.test.ts"] },
});
