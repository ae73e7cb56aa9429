import { sessions } from "@/lib/db/access-tables";
import { closeDatabase, database } from "@/lib/db/client";

const db = await database();
await db.update(sessions).set({ authenticatedAt: new Date(Date.now() - 3_600_000) });
await closeDatabase();
