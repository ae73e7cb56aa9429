import { closeDatabase, database } from "@/lib/db/client";
import { grants } from "@/lib/db/own-tables";

const [email = ""] = process.argv.slice(2);
const db = await database();
await db.insert(grants).values({ email, persona: "auditor", createdBy: "e2e", createdAt: new Date() });
await closeDatabase();
