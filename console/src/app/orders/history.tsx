// What happened to an order, and what each step changed; two of its versions side by side.
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import type { Order } from "./actions";
import { useWarehouseName } from "../known";
import { api, asked, type Schemas } from "../../api/client";
import { figure, number, time } from "../../framework/format";
import { t } from "../../framework/i18n";
import { Card, Id, Pill, SmallTable, Time } from "../../framework/shown";
import { Failed, Loading } from "../../framework/states";
import { word, type Kind } from "../../framework/words";

type Change = Schemas["ChangeBody"];
type Version = Schemas["VersionBody"];
type Event = Schemas["EventBody"];

/** Fields whose values are codes with words. */
const CODED: Record<string, Kind> = { status: "status", payment: "payment", fulfilment: "fulfilment", tax_status: "tax_status", held_because: "held", proofs_missing: "proof", buyer: "buyer", tax_class: "tax_class", kind: "line_kind" };

/** Where a change is: of the order, or of one of its lines. */
function place(pointer: string, order: Order): { line?: number; field: string } {
  const parts = pointer.split("/").slice(1);
  if (parts[0] !== "lines" || parts[2] === undefined) return { field: parts[0] ?? "" };
  return { line: order.lines[Number(parts[1])]?.line ?? Number(parts[1]) + 1, field: parts[2] };
}

function Value({ of, pointer, order }: { of: unknown; pointer: string; order: Order }): ReactNode {
  const warehouse = useWarehouseName();
  const { field } = place(pointer, order);
  const kind = CODED[field];
  if (of === null || of === undefined) return <span className="quiet">—</span>;
  if (kind && typeof of === "string") return kind === "held" || kind === "proof" ? word(kind, of) : <Pill kind={kind} value={of} />;
  if (pointer.endsWith("/amount") && typeof of === "string") return <span className="id">{figure(of)}</span>;
  if (field === "warehouse" && typeof of === "string") return warehouse(of);
  if (/_(at|until)$/.test(field) && typeof of === "string") return <Time at={of} />;
  if (typeof of === "number") return number(of);
  return <Id>{typeof of === "string" ? of : JSON.stringify(of)}</Id>;
}

function name(change: Change, order: Order): string {
  const { line, field } = place(change.field, order);
  return line === undefined ? word("field", field) : t("Line {line}: {what}", { line, what: word("field", field) });
}

function Changes({ of, order }: { of: Change[]; order: Order }) {
  return (
    <ul className="changes">
      {of.map((change) => (
        <li key={change.field}><span className="quiet">{name(change, order)}</span> <Value of={change.before} pointer={change.field} order={order} /> <span aria-label={t("became")}>→</span> <Value of={change.after} pointer={change.field} order={order} /></li>
      ))}
    </ul>
  );
}

export function History({ order, events }: { order: Order; events: Event[] }) {
  const versions = useQuery({ queryKey: ["orders", order.id, "versions", order.version], queryFn: () => asked(api.GET("/v1/orders/{id}/versions", { params: { path: { id: order.id } } })) });
  // A version is made by an event; what raises no version stands among them with nothing changed.
  const made = new Map<string, Version[]>();
  for (const one of versions.data ?? []) made.set(`${one.event} ${one.at}`, [...(made.get(`${one.event} ${one.at}`) ?? []), one]);
  const steps = events.map((event) => ({ event, version: made.get(`${event.kind} ${event.at}`)?.shift() }));
  return (
    <>
      <Card title={t("What happened")} more={versions.data && <span className="quiet">{t("{count, plural, one {# version} other {# versions}}", { count: versions.data.length })}</span>}>
        {versions.isError && <Failed error={versions.error} again={() => void versions.refetch()} />}
        <ul className="story">
          {steps.map(({ event, version }) => (
            <li key={event.position}>
              <b>{word("event", event.kind)}</b>{version && <span className="quiet" style={{ fontSize: 12 }}> · {t("Version {version}", { version: version.version })}</span>}
              {event.reason && <div>{event.reason}</div>}
              {version && version.changes.length > 0 && <Changes of={version.changes} order={order} />}
              <div className="when"><Time at={event.at} /> · <Id>{event.actor}</Id></div>
              <details><summary className="quiet" style={{ fontSize: 12 }}>{t("As recorded")}</summary><pre className="mono id" style={{ overflow: "auto", maxBlockSize: 220, fontSize: 11 }}>{JSON.stringify(event.data, null, 1)}</pre></details>
            </li>
          ))}
        </ul>
      </Card>
      {(versions.data?.length ?? 0) > 1 && <Compare order={order} versions={versions.data ?? []} />}
    </>
  );
}

function Compare({ order, versions }: { order: Order; versions: Version[] }) {
  const newest = versions.at(-1)?.version ?? 1;
  const [since, setSince] = useState(1);
  const [chosen, setChosen] = useState<number>();
  const version = chosen ?? newest;
  const found = useQuery({
    queryKey: ["orders", order.id, "changes", since, version],
    queryFn: () => asked(api.GET("/v1/orders/{id}/versions/{version}/changes", { params: { path: { id: order.id, version }, query: { since } } })),
    enabled: since !== version,
  });
  const options = versions.map((one) => ({ value: one.version, label: t("{version}: {event}, {time}", { version: one.version, event: word("event", one.event), time: time(one.at) }) }));
  const select = (label: string, value: number, choose: (version: number) => void) => <Select aria-label={label} value={value} onChange={choose} options={options} popupMatchSelectWidth={false} style={{ inlineSize: 190 }} />;
  return (
    <Card title={t("Two versions side by side")} more={<span className="row">{select(t("Older version"), since, setSince)} → {select(t("Newer version"), version, setChosen)}</span>} bare>
      {since === version ? <p className="quiet" style={{ padding: "0 16px 16px" }}>{t("Choose two different versions.")}</p> : found.isPending ? <Loading lines={3} /> : found.isError ? <Failed error={found.error} again={() => void found.refetch()} /> : (
        <SmallTable
          name={t("Two versions side by side")}
          rows={found.data.changes}
          columns={[
            { name: t("Field"), wraps: true, show: (one) => name(one, order) },
            { name: t("Version {version}", { version: since }), wraps: true, show: (one) => <Value of={one.before} pointer={one.field} order={order} /> },
            { name: t("Version {version}", { version }), wraps: true, show: (one) => <Value of={one.after} pointer={one.field} order={order} /> },
          ]}
        />
      )}
    </Card>
  );
}
