import { rest } from "@/lib/give-way";

rest.share = 0;
