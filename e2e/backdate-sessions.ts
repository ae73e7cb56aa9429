import { sessions } from "@/lib/core/db/access-tables";
import { closeDatabase, database } from "@/lib/core/db/client";

const db = await database();
await db.update(sessions).set({ authenticatedAt: new Date(Date.now() - 3_600_000) });
await closeDatabase();
