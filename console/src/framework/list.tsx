// The list: any number of rows, a screenful of them in the page. Pages are fetched as one scrolls (keyset, so rows that come or go repeat
// and hide nothing). J and K move, Enter opens.
import { CaretDownOutlined, CaretUpOutlined, DownloadOutlined, SettingOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox, Popover } from "antd";
import { Suspense, lazy, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useNavigate } from "@tanstack/react-router";
import { t } from "./i18n";
import { useKeys } from "./keys";
import { number } from "./format";
import { useQuestions } from "./search";
import { choose, useSettings } from "./settings";
import { Empty, Failed } from "./states";

export type ListColumn<Row> = {
  id: string;
  name: string;
  show: (row: Row) => ReactNode;
  /** Figures stand at the end, under each other. */
  end?: boolean;
  /** Not shown until chosen. */
  extra?: boolean;
  /** What stands in an export; a column without it is not exported. */
  text?: (row: Row) => string | number | null | undefined;
  /** The API's words for sorting by it; the list's question has `sort` from the address. `"*"` is the order when nothing is said. */
  sort?: { down?: string; up?: string };
};
export type PageOf<Row> = { items: Row[]; next?: string | null };

const Export = lazy(() => import("./export")) as typeof import("./export").default;

const ROW = 40;
const SPARE = 12;

export function List<Row>(props: {
  /** The list's own name, by which its columns are remembered. */
  name: string;
  /** What the rows are of, where that is not the name: a write that makes these stale makes the list anew. */
  of?: string;
  title: string;
  question: Record<string, unknown>;
  load: (cursor: string | undefined, signal: AbortSignal, limit: number) => Promise<PageOf<Row>>;
  columns: ListColumn<Row>[];
  id: (row: Row) => string;
  to?: (row: Row) => string;
  /** Done with the row that is chosen, by a key and by a button of its column. */
  empty: ReactNode;
  filters?: ReactNode;
  foot?: ReactNode;
  live?: boolean;
  onChosen?: (row: Row | undefined) => void;
}) {
  const go = useNavigate();
  const scroll = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const [at, setAt] = useState(0);
  const [exporting, setExporting] = useState(false);
  const { columns: chosen } = useSettings();
  const pages = useInfiniteQuery({
    queryKey: [props.of ?? props.name, "list", props.name, props.question],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => props.load(pageParam, signal, 100),
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: (query) => (props.live && query.state.data?.pages.length === 1 && view.top < 200 ? 20_000 : false),
    placeholderData: (before) => before,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = props.columns.filter((one) => (chosen[props.name] ? chosen[props.name]?.includes(one.id) : !one.extra));

  const first = Math.max(0, Math.floor(view.top / ROW) - SPARE);
  const last = Math.min(rows.length, Math.ceil((view.top + view.height) / ROW) + SPARE);
  useEffect(() => {
    if (last >= rows.length - 20 && pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
  }, [last, rows.length, pages.hasNextPage, pages.isFetching, pages.fetchNextPage]);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!box) return;
    const watch = new ResizeObserver(() => setView((before) => ({ ...before, height: box.clientHeight })));
    watch.observe(box);
    return () => watch.disconnect();
  }, [rows.length === 0]);
  const question = JSON.stringify(props.question);
  useEffect(() => {
    setAt(0);
    scroll.current?.scrollTo({ top: 0 });
  }, [question]);

  const row = rows[at];
  const onChosen = useRef(props.onChosen);
  onChosen.current = props.onChosen;
  const chosenId = row ? props.id(row) : "";
  useEffect(() => onChosen.current?.(row), [chosenId]);

  const move = (step: number) => {
    const next = Math.min(Math.max(at + step, 0), rows.length - 1);
    setAt(next);
    const box = scroll.current;
    if (!box) return;
    if (next * ROW < box.scrollTop) box.scrollTop = next * ROW;
    if ((next + 2) * ROW + 8 > box.scrollTop + box.clientHeight) box.scrollTop = (next + 2) * ROW + 8 - box.clientHeight;
  };
  const open = (one: Row | undefined) => one && props.to && void go({ to: props.to(one) });
  useKeys([
    { keys: "j", does: t("Next row"), run: () => move(1) },
    { keys: "k", does: t("Row before"), run: () => move(-1) },
    ...(props.to ? [{ keys: "Enter", does: t("Open the row"), run: () => open(row) }] : []),
  ]);

  const chooser = (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <Checkbox.Group
          style={{ display: "grid", gap: 6 }}
          value={shown.map((one) => one.id)}
          options={props.columns.map((one) => ({ value: one.id, label: one.name }))}
          onChange={(ids) => choose({ columns: { ...chosen, [props.name]: ids as string[] } })}
        />
      }
    >
      <Button icon={<SettingOutlined aria-hidden />} aria-label={t("Choose columns")} title={t("Choose columns")} />
    </Popover>
  );

  return (
    <section className="card list">
      <div className="filters">
        {props.filters}
        <span className="row" style={{ marginInlineStart: "auto", flexWrap: "nowrap" }}>
          {props.columns.some((one) => one.text) && <Button icon={<DownloadOutlined aria-hidden />} aria-label={t("Export everything asked for")} title={t("Export everything asked for")} disabled={rows.length === 0} onClick={() => setExporting(true)} />}
          {chooser}
        </span>
      </div>
      {pages.isError && rows.length === 0 ? (
        <Failed error={pages.error} again={() => void pages.refetch()} />
      ) : !pages.isPending && rows.length === 0 && !pages.hasNextPage ? (
        props.empty
      ) : (
        <div
          className="scroll"
          ref={scroll}
          tabIndex={0}
          role="region"
          aria-label={props.title}
          aria-busy={pages.isFetching}
          style={{ opacity: pages.isPlaceholderData ? 0.6 : 1 }}
          onScroll={(event) => setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })}
        >
          <table className="rows" aria-label={props.title} aria-rowcount={pages.hasNextPage ? -1 : rows.length}>
            <thead>
              <tr>{shown.map((one) => <Head key={one.id} of={one} />)}</tr>
            </thead>
            <tbody>
              {first > 0 && <tr aria-hidden style={{ blockSize: first * ROW }}><td colSpan={shown.length} style={{ blockSize: first * ROW, padding: 0, border: 0 }} /></tr>}
              {pages.isPending
                ? Array.from({ length: 14 }, (_, place) => <tr key={place}>{shown.map((one) => <td key={one.id}><span className="ghost" /></td>)}</tr>)
                : rows.slice(first, last).map((one, place) => (
                    <tr
                      key={props.id(one)}
                      aria-rowindex={first + place + 2}
                      aria-selected={first + place === at}
                      className={`${first + place === at ? "at" : ""} ${props.to ? "opens" : ""}`}
                      onClick={(event) => {
                        setAt(first + place);
                        const link = (event.target as HTMLElement).closest("a,button,input,.ant-select");
                        if (!link && getSelection()?.isCollapsed !== false) open(one);
                      }}
                    >
                      {shown.map((column) => <td key={column.id} className={column.end ? "end" : undefined}>{column.show(one)}</td>)}
                    </tr>
                  ))}
              {last < rows.length && <tr aria-hidden><td colSpan={shown.length} style={{ blockSize: (rows.length - last) * ROW, padding: 0, border: 0 }} /></tr>}
            </tbody>
          </table>
        </div>
      )}
      <div className="foot">
        <span className="figures">
          {pages.isPending ? t("Loading") : pages.hasNextPage ? t("{count} shown, more below", { count: number(rows.length) }) : t("{count, plural, one {# row} other {# rows}}", { count: rows.length })}
        </span>
        {pages.isError && rows.length > 0 && (
          <span role="alert" className="down">
            {t("What is shown may be out of date.")} <Button size="small" type="link" onClick={() => void pages.refetch()}>{t("Try again")}</Button>
          </span>
        )}
        {props.foot}
        <span className="wide-only" style={{ marginInlineStart: "auto" }}>
          <kbd>J</kbd> <kbd>K</kbd> {props.to && <kbd>↵</kbd>}
        </span>
      </div>
      {exporting && <Suspense><Export name={props.name} columns={props.columns} load={props.load} close={() => setExporting(false)} /></Suspense>}
    </section>
  );
}

/** A column's name; where the API sorts by it, a button that turns the order. */
function Head<Row>({ of }: { of: ListColumn<Row> }) {
  const [search, ask] = useQuestions();
  const { down, up } = of.sort ?? {};
  const now = search.sort ?? "*";
  const sorted = now === down ? "descending" : now === up ? "ascending" : undefined;
  if (!down && !up) return <th scope="col" className={of.end ? "end" : undefined}>{of.name}</th>;
  const turned = sorted === "descending" && up ? up : sorted ? undefined : (down ?? up);
  return (
    <th scope="col" className={of.end ? "end" : undefined} aria-sort={sorted}>
      <button type="button" className="sort" onClick={() => ask({ sort: turned === "*" ? undefined : turned })}>
        {of.name}{sorted === "descending" ? <CaretDownOutlined aria-hidden /> : sorted === "ascending" ? <CaretUpOutlined aria-hidden /> : <span className="anticon" aria-hidden />}
      </button>
    </th>
  );
}

/** The list where nothing fits the filters; says so apart from "there is nothing at all". */
export function NothingFits({ filtered, nothing, clear, actions }: { filtered: boolean; nothing: string; clear: () => void; actions?: ReactNode }) {
  return filtered ? (
    <Empty title={t("Nothing fits these filters")} actions={<Button onClick={clear}>{t("Clear the filters")}</Button>} />
  ) : (
    <Empty title={nothing} actions={actions} />
  );
}
