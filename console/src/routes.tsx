// Which address is which screen. Each screen is a file that is fetched when it is first opened.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { t } from "./framework/i18n";
import { parseSearch, writeSearch, type Search } from "./framework/search";
import { Shell } from "./framework/shell";
import { Empty, Failed, Loading } from "./framework/states";

const root = createRootRoute({
  component: Shell,
  validateSearch: (search: Search) => search,
  notFoundComponent: () => <Empty title={t("There is no such screen")} />,
});

const screen = (path: string, load: () => Promise<{ default: ComponentType }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) });

const tree = root.addChildren([
  screen("/", () => import("./app/figures/morning")),
  screen("/figures/$measure", () => import("./app/figures/behind")),
  screen("/orders", () => import("./app/orders/list")),
  screen("/orders/new", () => import("./app/orders/place")),
  screen("/orders/$order", () => import("./app/orders/order")),
  screen("/inventory", () => import("./app/inventory/list")),
  screen("/inventory/$variant", () => import("./app/inventory/story")),
  screen("/warehouse", () => import("./app/warehouse/warehouse")),
  screen("/products", () => import("./app/catalogue/list")),
  screen("/products/$product", () => import("./app/catalogue/product")),
  screen("/queues", () => import("./app/queues/queues")),
  screen("/returns", () => import("./app/returns/list")),
  screen("/returns/$return", () => import("./app/returns/return")),
  screen("/imports", () => import("./app/imports/list")),
  screen("/imports/$import", () => import("./app/imports/import")),
  screen("/customers", () => import("./app/customers/list")),
  screen("/customers/$customer", () => import("./app/customers/customer")),
  screen("/money", () => import("./app/ledger/money")),
  screen("/settings", () => import("./app/settings/settings")),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
  parseSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
});
