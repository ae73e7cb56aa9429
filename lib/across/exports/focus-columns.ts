import "server-only";
import { addDays } from "@/lib/core/format/calendar";
import type { Column, Row } from "@/lib/core/sheets/columns";

/**
 * FOCUS 1.2 (FinOps Open Cost and Usage Specification): every column of feature level Mandatory, in the order of
 * https://github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec/tree/v1.2/specification/columns, where the rules for
 * nulls and the allowed values are too.
 */
export const mandatoryColumns = [
  "BilledCost",
  "BillingAccountId",
  "BillingAccountName",
  "BillingCurrency",
  "BillingPeriodEnd",
  "BillingPeriodStart",
  "ChargeCategory",
  "ChargeClass",
  "ChargeDescription",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "ContractedCost",
  "EffectiveCost",
  "InvoiceIssuerName",
  "ListCost",
  "PricingQuantity",
  "PricingUnit",
  "ProviderName",
  "PublisherName",
  "ServiceCategory",
  "ServiceName",
] as const;

/** Recommended and conditional columns that the reports have values for. Custom columns start with `x_`. */
const furtherColumns = [
  "ChargeFrequency",
  "ConsumedQuantity",
  "ConsumedUnit",
  "ServiceSubcategory",
  "SubAccountId",
  "SubAccountName",
  "Tags",
  "x_Model",
  "x_CostType",
  "x_TokenType",
  "x_ServiceTier",
  "x_ContextWindow",
  "x_CostCenter",
  "x_StatementNumber",
] as const;
type FocusColumn = (typeof mandatoryColumns)[number] | (typeof furtherColumns)[number];

const kinds: Partial<Record<FocusColumn, Column["kind"]>> = {
  BilledCost: "amount",
  ContractedCost: "amount",
  EffectiveCost: "amount",
  ListCost: "amount",
  BillingPeriodStart: "instant",
  BillingPeriodEnd: "instant",
  ChargePeriodStart: "instant",
  ChargePeriodEnd: "instant",
  PricingQuantity: "number",
  ConsumedQuantity: "number",
};

export const focusColumns: Column[] = [...mandatoryColumns, ...furtherColumns].map((name) => ({
  name,
  kind: kinds[name] ?? "text",
}));

/** A decimal of pricing units, and as many of what was consumed. */
export type Quantity = { pricing: string; pricingUnit: string; consumed: string; consumedUnit: string };

export type Charge = {
  /** Inclusive days. */
  billing: { from: string; to: string };
  charged: { from: string; to: string };
  account: { id: string; name: string };
  /** In the currency itself, such as dollars. */
  cost: string;
  currency: string;
  description: string;
  /** Null if the API reports the charge without one. */
  quantity: Quantity | null;
  isCorrection?: boolean;
  workspace: { id: string | null; name: string } | null;
  tags: string | null;
  custom?: Partial<Record<Extract<FocusColumn, `x_${string}`>, string | null>>;
};

/**
 * Usage needs a quantity unless it is a correction. Where the API reports a charge without one, such as session time,
 * it is that one charge. Negative amounts are no usage, and the API doesn't report whether they are credits.
 */
const oneCharge: Quantity = { pricing: "1", pricingUnit: "Charges", consumed: "1", consumedUnit: "Charges" };

const vendor = {
  InvoiceIssuerName: "Anthropic",
  ProviderName: "Anthropic",
  PublisherName: "Anthropic",
  ServiceCategory: "AI and Machine Learning",
  ServiceSubcategory: "Generative AI",
  ServiceName: "Claude API",
};

export function toFocusRow(charge: Charge): Row {
  const { billing, charged, account, cost, workspace, isCorrection = false } = charge;
  const values: Partial<Record<FocusColumn, string | null>> = {
    ...vendor,
    ...toKind(charge),
    BilledCost: cost,
    ContractedCost: cost,
    EffectiveCost: cost,
    ListCost: cost,
    BillingAccountId: account.id,
    BillingAccountName: account.name,
    BillingCurrency: charge.currency,
    BillingPeriodStart: toInstant(billing.from),
    BillingPeriodEnd: toInstant(addDays(billing.to, 1)),
    ChargePeriodStart: toInstant(charged.from),
    ChargePeriodEnd: toInstant(addDays(charged.to, 1)),
    ChargeClass: isCorrection ? "Correction" : null,
    ChargeDescription: charge.description,
    SubAccountId: workspace?.id ?? null,
    SubAccountName: workspace?.id ? workspace.name : null,
    Tags: charge.tags,
    ...charge.custom,
  };
  return focusColumns.map(({ name }) => values[name as FocusColumn] ?? null); // Sound: they are made from these names.
}

function toKind({ cost, isCorrection = false, quantity }: Charge): Partial<Record<FocusColumn, string>> {
  if (cost.startsWith("-") || isCorrection)
    return { ChargeCategory: isCorrection ? "Usage" : "Adjustment", ChargeFrequency: "One-Time" };
  const { pricing, pricingUnit, consumed, consumedUnit } = quantity ?? oneCharge;
  return {
    ChargeCategory: "Usage",
    ChargeFrequency: "Usage-Based",
    PricingQuantity: pricing,
    PricingUnit: pricingUnit,
    ConsumedQuantity: consumed,
    ConsumedUnit: consumedUnit,
  };
}

function toInstant(day: string): string {
  return `${day}T00:00:00Z`;
}
