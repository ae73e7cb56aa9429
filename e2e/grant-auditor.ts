import { grants } from "@/lib/core/db/access-tables";
import { closeDatabase, database } from "@/lib/core/db/client";

const [email = ""] = process.argv.slice(2);
const db = await database();
await db.insert(grants).values({ email, persona: "auditor", createdBy: "e2e", createdAt: new Date() });
await closeDatabase();
