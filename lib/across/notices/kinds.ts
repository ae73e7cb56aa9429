import "server-only";
import type { AuditAction } from "@/lib/core/audit/vocabulary";

/**
 * Of mails about one person's new devices; what comes after them in the same hour is one mail. Nothing else is summed up,
 * and everyone who signs in is counted by themselves, so that nobody can use up what is to be read of others.
 */
export const mostPerHour = 10;
export const hourMs = 3_600_000;

/** `owner`: of a token, which the operator may have made. */
export type Line = { actorEmail: string; targetId: string | null; owner?: string | null | undefined };

type Kind = {
  /** Whom it concerns, besides the admins. */
  toPerson: (line: Line) => string | null;
  /** What the mail shows of the state after it. */
  fields: readonly ("name" | "persona" | "expiresOn")[];
};

const theActor = ({ actorEmail }: Line) => actorEmail;
const theTarget = ({ targetId }: Line) => targetId;
const theOwner = ({ owner, actorEmail }: Line) => owner ?? actorEmail;
const token = { toPerson: theOwner, fields: ["name", "persona"] } as const;
const grant = { toPerson: theTarget, fields: ["persona", "expiresOn"] } as const;

/** What is mailed as soon as the audit log has it. The words are in `mail.notice.titles` and `activity.did`. */
export const kinds = {
  "session.new_device": { toPerson: theActor, fields: [] },
  "session.use_link": { toPerson: () => null, fields: [] },
  "passkey.add": { toPerson: theActor, fields: ["name"] },
  "access_token.add": token,
  "access_token.add_service": token,
  "access_token.connect": token,
  "grant.add": grant,
  "grant.change": grant,
  "grant.renew": grant,
} as const satisfies Partial<Record<AuditAction, Kind>>;

export type NoticeAction = keyof typeof kinds;
// Sound: these are the keys of the object above.
export const noticeActions = Object.keys(kinds) as [NoticeAction, ...NoticeAction[]];

export function canBeSummed(action: NoticeAction): boolean {
  return action === "session.new_device";
}

export function toPerson(action: NoticeAction, line: Line): string | null {
  return kinds[action].toPerson(line)?.toLowerCase() ?? null;
}
