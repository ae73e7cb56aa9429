import "server-only";
import { database } from "@/lib/core/db/client";
import { toOwnAddress } from "@/lib/core/env/own-address";
import type { Composed } from "./message";
import { enqueue } from "./outbox-store";
import type { Recipient, SentOutcome } from "./schema";
import { sendNow } from "./send";

/** Sends one message that says what it is. */
export async function sendTest(recipient: Recipient, occasion: string): Promise<SentOutcome> {
  const db = await database();
  const about = { kind: "webhook_test", sourceId: recipient.id, occasion, content: {} };
  const ids = await db.transaction((tx) => enqueue(tx, about, [recipient], new Date()));
  const [outcome] = await sendNow(ids, composeTest);
  return outcome ?? { state: "failed", errorCode: null };
}

export async function composeTest(): Promise<Composed> {
  const text = `This is a test from Castellan at ${toOwnAddress("/")}. Notifications and scheduled reports arrive here.`;
  const post = { text, metadata: { event_type: "castellan_test", event_payload: {} } };
  return {
    post,
    mail: { subject: "A test from Castellan", text, html: `<p>${text}</p>`, isMandatory: true },
  };
}
