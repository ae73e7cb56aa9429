import { grants } from "@/lib/core/db/access-tables";
import { closeDatabase, database } from "@/lib/core/db/client";
import { putSettings } from "@/lib/core/settings/store";

const [email = ""] = process.argv.slice(2);
const db = await database();
await db.insert(grants).values({ email, persona: "auditor", createdBy: "e2e", createdAt: new Date() });
// What is left to set up would come and go on everyone's overview, as tests add and remove budgets.
await db.transaction((tx) => putSettings(tx, "e2e", { setup_hidden: true }));
await closeDatabase();
