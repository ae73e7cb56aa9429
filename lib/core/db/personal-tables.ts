import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { instant, jsonb } from "./columns";

export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey(),
    email: text("email").notNull(),
    page: text("page").notNull(),
    name: text("name").notNull(),
    query: text("query").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("saved_views_email").on(table.email, table.page)],
);

/** Nothing is written here anymore: each browser keeps its columns. A later release drops the table. */
export const listColumns = pgTable(
  "list_columns",
  {
    email: text("email").notNull(),
    list: text("list").notNull(),
    hidden: jsonb("hidden").$type<string[]>().notNull(),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.email, table.list] })],
);
