import { currentReader } from "@/lib/auth/session";
import { exportChargeback } from "@/lib/exports/chargeback";

export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }) {
  return exportChargeback(request, (await params).file, currentReader);
}
