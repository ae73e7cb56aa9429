import { exportChargeback } from "@/lib/across/exports/chargeback";
import { currentReader } from "@/lib/core/auth/session";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportChargeback(request, (await params).file, currentReader);
}
