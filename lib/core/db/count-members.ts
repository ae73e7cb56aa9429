import "server-only";
import { isNull } from "drizzle-orm";
import { database } from "./client";
import { members } from "./directory-tables";

export async function countMembers(): Promise<number> {
  return (await database()).$count(members, isNull(members.goneAt));
}
