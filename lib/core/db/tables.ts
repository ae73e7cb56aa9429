import "server-only";
import * as access from "./access-tables";
import * as accessTokens from "./access-token-tables";
import * as actorCost from "./actor-cost-tables";
import * as actorUsage from "./actor-usage-tables";
import * as budgets from "./budget-tables";
import * as claudeCode from "./claude-code-tables";
import * as compliance from "./compliance-tables";
import * as delivery from "./delivery-tables";
import * as directory from "./directory-tables";
import * as findings from "./finding-tables";
import * as forgotten from "./forgotten-tables";
import * as identities from "./identity-tables";
import * as notices from "./notice-tables";
import * as oauth from "./oauth-tables";
import * as offboardings from "./offboarding-tables";
import * as own from "./own-tables";
import * as periods from "./period-tables";
import * as personal from "./personal-tables";
import * as reports from "./report-tables";
import * as requests from "./request-tables";
import * as reviewRecords from "./review-record-tables";
import * as reviews from "./review-tables";
import * as savings from "./savings-tables";
import * as schedules from "./schedule-tables";
import * as snapshots from "./snapshot-tables";
import * as statements from "./statement-tables";
import * as unusualDays from "./unusual-day-tables";

export const tables = {
  ...directory,
  ...reports,
  ...actorUsage,
  ...periods,
  ...actorCost,
  ...claudeCode,
  ...access,
  ...accessTokens,
  ...oauth,
  ...identities,
  ...own,
  ...budgets,
  ...unusualDays,
  ...delivery,
  ...notices,
  ...forgotten,
  ...personal,
  ...compliance,
  ...requests,
  ...savings,
  ...schedules,
  ...snapshots,
  ...statements,
  ...findings,
  ...reviews,
  ...reviewRecords,
  ...offboardings,
};
