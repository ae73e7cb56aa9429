import "server-only";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { toPeriodEnd } from "@/lib/core/format/calendar";
import { toExact } from "@/lib/core/money/money";
import { type Column, type Row, type Sheet, toAmounts, toText } from "@/lib/core/sheets/columns";
import { formatNumber } from "@/lib/money/spend/vocabulary";
import { findMissing, getIntactContent } from "@/lib/money/statements/read-model";
import { readNumberSearch } from "@/lib/money/statements/route-search";
import type { StatementContent, StatementLine } from "@/lib/money/statements/schema";
import { listAccounts, listInvoices } from "@/lib/money/statements/store";
import { sendFile } from "./export-file";
import { focusColumns, toFocusRow } from "./focus-columns";
import { ledgerColumns, toLedgerRows } from "./ledger";

/** `statement`: its lines; `ledger`: a journal entry; `focus`: its lines as FOCUS 1.2. */
export function exportStatement(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    const by = permitActor(actor, "statements:read");
    const content = await getIntactContent(by, readNumberSearch(search).number);
    if (name === "statement") return toSheet(content, lineColumns, listLineRows(content), true);
    if (name === "focus") return toSheet(content, focusColumns, listFocusRows(content));
    if (name === "ledger") return toSheet(content, ledgerColumns, await listLedgerRows(content), true);
    throw new AppError("not_found", "there is no such file of a statement");
  });
}

function toSheet(
  { number, month }: StatementContent,
  columns: Column[],
  rows: Row[],
  hasTotals = false,
): Sheet {
  return {
    columns,
    hasTotals,
    listRows: async function* () {
      yield rows;
    },
    isLongerThan: async (most) => rows.length > most,
    period: `${formatNumber(number)}-${month}`,
  };
}

const lineColumns = [
  ...toText([
    "statement",
    "month",
    "date",
    "kind",
    "adjusted_month",
    "cost_center",
    "workspace",
    "workspace_id",
  ]),
  ...toAmounts(["amount_exact", "amount"]),
  ...toText(["currency"]),
];

function listLineRows({ number, month, currency, lines, closedAt }: StatementContent): Row[] {
  return lines.map(({ kind, month: of, center, workspace, workspaceId, cents, printedCents }) => [
    formatNumber(number),
    month,
    closedAt.slice(0, 10),
    kind,
    kind === "adjustment" ? of : null,
    center,
    workspace,
    workspaceId,
    toExact(cents, currency),
    toExact(printedCents, currency),
    currency,
  ]);
}

/** @throws AppError refused with what has no account, or while a cent of the invoice is unexplained */
async function listLedgerRows(content: StatementContent): Promise<Row[]> {
  const accounts = await listAccounts();
  const [invoice] = await listInvoices(content.number);
  const { missingAccounts, lacksOffset, missingParts, isInvoiceOpen } = findMissing(
    content,
    accounts,
    invoice,
  );
  if (isInvoiceOpen)
    throw new AppError("refused", "the invoice isn't explained to the cent", { reason: "invoice_open" });
  const missing = [
    ...missingAccounts.map((center) => center ?? "(none)"),
    ...missingParts.map((part) => `(${part})`),
    ...(lacksOffset ? ["(offset)"] : []),
  ];
  if (missing.length > 0)
    throw new AppError("refused", "cost centers have no account", {
      reason: "accounts_missing",
      fields: { accounts: missing },
    });
  return toLedgerRows(content, accounts, invoice);
}

/** A month of a workspace or of a share is one charge. Adjustments are corrections of the month that they adjust. */
function listFocusRows({ number, month, currency, issuer, lines }: StatementContent): Row[] {
  const billing = toDays(month);
  return lines.map((line) =>
    toFocusRow({
      billing,
      charged: toDays(line.month),
      account: issuer,
      cost: toExact(line.cents, currency),
      currency,
      description: toDescription(line),
      quantity: null,
      isCorrection: line.kind === "adjustment",
      workspace: line.workspaceId ? { id: line.workspaceId, name: line.workspace ?? line.workspaceId } : null,
      tags: null,
      custom: { x_CostCenter: line.center, x_StatementNumber: formatNumber(number) },
    }),
  );
}

function toDays(month: string) {
  return { from: `${month}-01`, to: toPeriodEnd(`${month}-01`, "month") };
}

function toDescription({ kind, month, workspace }: StatementLine): string {
  const what = workspace ?? "Share of the shared pool";
  return kind === "adjustment" ? `Adjustment for ${month}: ${what}` : `${what}, ${month}`;
}
