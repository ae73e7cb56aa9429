import { variableNames } from "@/lib/env-variables";
import { forgetAll } from "@/lib/process-singleton";

// Tests must not depend on the shell's environment.
for (const name of variableNames) delete process.env[name];
process.env.DATA_DIR = "memory://";
process.env.LOG_LEVEL = "silent";

// Nor on the file before them: a worker's files share its modules, so that each is loaded once.
forgetAll();
