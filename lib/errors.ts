export const errorCodes = [
  "unauthenticated",
  "forbidden",
  "foreign_origin",
  "step_up_required",
  "read_only",
  "invalid",
  "too_large",
  "not_found",
  "not_available",
  "conflict",
  "refused",
  "key_rejected",
  "too_many_requests",
  "rate_limited",
  "api_unreachable",
  "api_failed",
  "bad_answer",
  "outcome_unknown",
  "store_unavailable",
  "organization_unproven",
  "standing_unknown",
  "directory_stale",
  "internal",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The vendor's `error_code`s with a sentence under `reasons.<code>`; others are only logged. */
export const refusalReasons = [
  "already_member",
  "invite_already_exists",
  "invite_not_pending",
  "cannot_invite_emails_with_unverified_domains",
  "email_domain_not_allowed",
  "org_member_limit_exceeded",
  "cannot_remove_last_member",
  "concurrent_membership_change",
  "org_api_key_limit_exceeded",
  "workspace_api_key_limit_exceeded",
  "workspace_member_limit_exceeded",
  "workspace_policy_violation",
  "workspace_created_incomplete",
  "change_outcome_unknown",
  "storage_attached_during_archive",
  "workspace_changed_concurrently",
  "storage_changed_concurrently",
  "external_key_validation_failed",
  "external_key_validation_timed_out",
  "external_key_changed",
  "external_key_in_workspace_policy",
  "key_profile_mismatch",
  "storage_profile_mismatch",
  "organization_on_hold",
  "organization_type_not_supported",
  "sandbox_egress_restricted",
  "spend_limits_admin_api_writes_not_enabled",
  "immovable_member",
  "role_change_refused",
  "removal_refused",
  "roles_managed_elsewhere",
  "members_managed_elsewhere",
  "grant_already_exists",
  "budget_already_exists",
  "last_admin",
  "archived_key",
  "expired_key",
  "key_in_use",
  "key_use_unknown",
  "spend_above_limit",
  "spend_unknown",
  "default_workspace",
  "archived_workspace",
  "second_admin_needed",
  "no_second_admin",
  "unfit_approver",
  "inherited_access",
  "already_in_workspace",
  "view_name_taken",
  "too_many_views",
  "own_run",
  "unfit_replacement",
  "webhook_needs_secret",
  "webhook_with_user",
  "webhook_private",
  "webhook_plain",
  "webhook_name_taken",
  "too_many_webhooks",
  "address_outside",
  "passkey_refused",
  "no_passkey",
  "passkey_known",
  "too_many_passkeys",
  "sandbox_shared",
  "too_many_rows",
  "too_many_targets",
  "query_too_long",
  "file_too_large",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export function toRefusalReason(code: string | null | undefined): RefusalReason | undefined {
  return refusalReasons.find((reason) => reason === code);
}

/** Contains no vendor or database text, only codes and the request ID to quote. */
export type Failure = {
  code: ErrorCode;
  reason?: RefusalReason | undefined;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  fields?: Record<string, string[]> | undefined;
};

const mark = Symbol.for("castellan.app-error");

export class AppError extends Error {
  override name = "AppError";
  readonly [mark] = true;
  readonly code: ErrorCode;
  readonly failure: Failure;

  /** `message` is for the log; people read the sentence of `code`. */
  constructor(code: ErrorCode, message: string, more: Omit<Failure, "code"> & { cause?: unknown } = {}) {
    const { cause, ...rest } = more;
    super(message, { cause });
    this.code = code;
    this.failure = { code, ...rest };
  }

  /**
   * Compares a mark: Next bundles pages, actions, and routes separately, each with its own class, and errors cross
   * over.
   */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && mark in value;
  }
}

const httpStatus: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  foreign_origin: 403,
  step_up_required: 403,
  read_only: 403,
  invalid: 400,
  too_large: 413,
  not_found: 404,
  not_available: 404,
  conflict: 409,
  refused: 422,
  key_rejected: 502,
  too_many_requests: 429,
  rate_limited: 429,
  api_unreachable: 502,
  api_failed: 502,
  bad_answer: 502,
  outcome_unknown: 504,
  store_unavailable: 503,
  organization_unproven: 503,
  standing_unknown: 503,
  directory_stale: 503,
  internal: 500,
};

export function toHttpStatus(code: ErrorCode): number {
  return httpStatus[code];
}
