// The list: any number of rows, a screenful of them in the page. Pages are fetched as one scrolls (keyset, so rows that come or go repeat
// and hide nothing). J and K move, Enter opens, X chooses for what is done to many at once.
import { CaretDownOutlined, CaretUpOutlined, DownloadOutlined, SettingOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Checkbox, Popover } from "antd";
import { Suspense, lazy, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useNavigate } from "@tanstack/react-router";
import { t } from "./i18n";
import { useKeys } from "./keys";
import { useLooks } from "./live";
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
  /** Not on a phone. */
  wide?: boolean;
};
export type PageOf<Row> = { items: Row[]; next?: string | null };

const Export = lazy(() => import("./export")) as typeof import("./export").default;

const ROW = 40;
/** The row one stood on in each list, as long as the page is open. */
const MARKS = new Map<string, string>();
const SPARE = 12;
/** So many rows are chosen at once at most. */
export const MOST_CHOSEN = 500;

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
  /** Where rows have no page of their own: what Enter, or a click on the row, does. */
  act?: (row: Row) => void;
  empty: ReactNode;
  filters?: ReactNode;
  foot?: ReactNode;
  live?: boolean;
  onChosen?: (row: Row | undefined) => void;
  /** What can be done to many: the tools for those that are chosen. */
  many?: (rows: Row[], clear: () => void) => ReactNode;
}) {
  const go = useNavigate();
  const scroll = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const question = JSON.stringify(props.question);
  // Whoever opened a row and comes back stands on it again.
  const place = `${props.name} ${question}`;
  const [atId, setAtId] = useState(() => MARKS.get(place));
  const back = useRef(atId !== undefined);
  const lastAt = useRef(0);
  const [many, setMany] = useState<ReadonlyMap<string, Row>>(new Map());
  const lastMany = useRef(0);
  const [gathering, setGathering] = useState(false);
  const [exporting, setExporting] = useState(false);
  const { columns: chosen } = useSettings();
  const looks = useLooks(20_000);
  const pages = useInfiniteQuery({
    queryKey: [props.of ?? props.name, "list", props.name, props.question],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => props.load(pageParam, signal, 100),
    getNextPageParam: (last) => last.next ?? undefined,
    refetchInterval: (query) => (props.live && query.state.data?.pages.length === 1 && view.top < 200 ? looks : false),
    placeholderData: (before) => before,
  });
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  // The row one stands on stays the same when others come before it; where it is gone, the next one is stood on.
  const found = rows.findIndex((one) => props.id(one) === atId);
  const at = found >= 0 ? found : Math.max(0, Math.min(lastAt.current, rows.length - 1));
  lastAt.current = at;
  const setAt = (place: number) => {
    const row = rows[place];
    if (row) setAtId(props.id(row));
  };
  const top = rows[0] && props.id(rows[0]);
  useEffect(() => {
    if (atId === undefined && top !== undefined && !pages.isPlaceholderData) setAtId(top);
  }, [atId, top, pages.isPlaceholderData]);
  // What one reads stays where it is when rows come or go above it.
  const read = useRef<string>(undefined);
  useLayoutEffect(() => {
    const box = scroll.current;
    const place = Math.floor(view.top / ROW);
    const now = rows[place] && props.id(rows[place]);
    if (box && place > 0 && read.current !== undefined && read.current !== now) {
      const moved = rows.findIndex((one) => props.id(one) === read.current);
      if (moved >= 0) box.scrollTop += (moved - place) * ROW;
    }
  }, [pages.data]);
  useEffect(() => {
    const row = rows[Math.floor(view.top / ROW)];
    read.current = row && props.id(row);
  });
  const shown = props.columns.filter((one) => (chosen[props.name] ? chosen[props.name]?.includes(one.id) : !one.extra));

  const width = shown.length + (props.many ? 1 : 0);
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
  const before = useRef(question);
  useEffect(() => {
    if (before.current === question) return;
    before.current = question;
    back.current = false;
    setAtId(undefined);
    lastAt.current = 0;
    read.current = undefined;
    setMany(new Map());
    scroll.current?.scrollTo({ top: 0 });
  }, [question]);

  const row = rows[at];
  useEffect(() => {
    if (atId !== undefined) MARKS.set(place, atId);
  }, [place, atId]);
  useLayoutEffect(() => {
    const box = scroll.current;
    if (!back.current || !box || rows.length === 0) return;
    back.current = false;
    if (found >= 0 && (found + 2) * ROW > box.clientHeight) box.scrollTop = found * ROW - box.clientHeight / 2;
  }, [rows.length === 0, found]);
  const onChosen = useRef(props.onChosen);
  onChosen.current = props.onChosen;
  const chosenId = row ? props.id(row) : "";
  useEffect(() => onChosen.current?.(row), [chosenId]);

  const move = (step: number) => {
    const next = Math.min(Math.max(lastAt.current + step, 0), rows.length - 1);
    setAt(next);
    lastAt.current = next;
    const box = scroll.current;
    if (!box) return;
    if (next * ROW < box.scrollTop) box.scrollTop = next * ROW;
    if ((next + 2) * ROW + 8 > box.scrollTop + box.clientHeight) box.scrollTop = (next + 2) * ROW + 8 - box.clientHeight;
  };
  const open = (one: Row | undefined) => {
    if (one && props.to) void go({ to: props.to(one) });
    else if (one) props.act?.(one);
  };
  const opens = Boolean(props.to ?? props.act);
  const tick = (place: number, to: boolean, through = false) => {
    const next = new Map(many);
    const [from, until] = through ? [Math.min(lastMany.current, place), Math.max(lastMany.current, place)] : [place, place];
    for (const one of rows.slice(from, until + 1)) {
      if (to && next.size < MOST_CHOSEN) next.set(props.id(one), one);
      else if (!to) next.delete(props.id(one));
    }
    lastMany.current = place;
    setMany(next);
  };
  const turn = (place: number) => rows[place] !== undefined && tick(place, !many.has(props.id(rows[place])));
  const extend = (step: number) => {
    const from = lastAt.current;
    move(step);
    const [one, other] = [rows[from], rows[lastAt.current]];
    if (one && other) setMany((before) => new Map([...before, [props.id(one), one], [props.id(other), other]]));
    lastMany.current = lastAt.current;
  };
  /** All that the list was asked for, as far as so many can be done at once. */
  const chooseAll = async () => {
    setGathering(true);
    try {
      const all = new Map<string, Row>();
      for (let cursor: string | undefined; ; ) {
        const page = await props.load(cursor, new AbortController().signal, 200);
        for (const one of page.items) if (all.size < MOST_CHOSEN) all.set(props.id(one), one);
        cursor = page.next ?? undefined;
        if (!cursor || all.size >= MOST_CHOSEN) break;
      }
      setMany(all);
    } catch {
      // What is chosen stays chosen; the list itself says that nothing can be read.
      void pages.refetch();
    }
    setGathering(false);
  };
  useKeys([
    ...(props.many
      ? [
          { keys: "x", does: t("Choose the row, or not"), run: () => turn(lastAt.current) },
          { keys: " ", does: t("Choose the row, or not"), run: () => turn(lastAt.current) },
          { keys: "shift+j", does: t("Choose on downwards"), run: () => extend(1) },
          { keys: "shift+k", does: t("Choose on upwards"), run: () => extend(-1) },
          { keys: "Escape", does: t("Choose none"), run: () => setMany(new Map()) },
        ]
      : []),
    { keys: "j", does: t("Next row"), run: () => move(1) },
    { keys: "k", does: t("Row before"), run: () => move(-1) },
    ...(opens ? [{ keys: "Enter", does: t("Open the row"), run: () => open(row) }] : []),
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
              <tr>
                {props.many && (
                  <th scope="col" className="choice">
                    <input type="checkbox" aria-label={t("Choose all that are shown")} checked={many.size > 0 && rows.length > 0 && rows.every((one) => many.has(props.id(one)))} ref={(box) => { if (box) box.indeterminate = many.size > 0 && !rows.every((one) => many.has(props.id(one))); }} onChange={(event) => setMany(event.target.checked ? new Map(rows.slice(0, MOST_CHOSEN).map((one) => [props.id(one), one])) : new Map())} />
                  </th>
                )}
                {shown.map((one) => <Head key={one.id} of={one} />)}
              </tr>
            </thead>
            <tbody>
              {first > 0 && <tr aria-hidden style={{ blockSize: first * ROW }}><td colSpan={width} style={{ blockSize: first * ROW, padding: 0, border: 0 }} /></tr>}
              {pages.isPending
                ? Array.from({ length: 14 }, (_, place) => <tr key={place}>{props.many && <td className="choice" />}{shown.map((one) => <td key={one.id}><span className="ghost" /></td>)}</tr>)
                : rows.slice(first, last).map((one, place) => (
                    <tr
                      key={props.id(one)}
                      aria-rowindex={first + place + 2}
                      aria-selected={first + place === at}
                      className={`${first + place === at ? "at" : ""} ${opens ? "opens" : ""}`}
                      onClick={(event) => {
                        setAt(first + place);
                        const link = (event.target as HTMLElement).closest("a,button,input,.ant-select");
                        if (!link && getSelection()?.isCollapsed !== false) open(one);
                      }}
                    >
                      {props.many && <td className="choice"><input type="checkbox" tabIndex={-1} aria-label={t("Choose row {place}", { place: first + place + 1 })} checked={many.has(props.id(one))} onChange={() => {}} onClick={(event) => tick(first + place, !many.has(props.id(one)), event.shiftKey)} /></td>}
                      {shown.map((column) => <td key={column.id} className={classes(column)}>{column.show(one)}</td>)}
                    </tr>
                  ))}
              {last < rows.length && <tr aria-hidden><td colSpan={width} style={{ blockSize: (rows.length - last) * ROW, padding: 0, border: 0 }} /></tr>}
            </tbody>
          </table>
        </div>
      )}
      {props.many && many.size > 0 && (
        <div className="many" role="region" aria-label={t("What is chosen")}>
          <b className="figures" role="status">{t("{count, plural, one {# chosen} other {# chosen}}", { count: many.size })}</b>
          {pages.hasNextPage && many.size < MOST_CHOSEN && <Button size="small" loading={gathering} onClick={() => void chooseAll()}>{t("Choose all that fit, up to {most}", { most: number(MOST_CHOSEN) })}</Button>}
          {props.many([...many.values()], () => setMany(new Map()))}
          <Button size="small" type="text" onClick={() => setMany(new Map())}>{t("Choose none")}</Button>
        </div>
      )}
      <div className="foot">
        <span className="figures">
          {pages.isPending ? t("Loading") : pages.isError && rows.length === 0 ? "" : pages.hasNextPage ? t("{count} shown, more below", { count: number(rows.length) }) : t("{count, plural, one {# row} other {# rows}}", { count: rows.length })}
        </span>
        {pages.isError && rows.length > 0 && (
          <span role="alert" className="down">
            {t("What is shown may be out of date.")} <Button size="small" type="link" onClick={() => void pages.refetch()}>{t("Try again")}</Button>
          </span>
        )}
        {props.foot}
        {rows.length > 0 && (
          <span className="wide-only" style={{ marginInlineStart: "auto" }}>
            {props.many && <kbd title={t("Choose the row, or not")}>X</kbd>} <kbd title={t("Next row")}>J</kbd> <kbd title={t("Row before")}>K</kbd> {opens && <kbd title={t("Open the row")}>↵</kbd>}
          </span>
        )}
      </div>
      {exporting && <Suspense><Export name={props.name} columns={props.columns} load={props.load} close={() => setExporting(false)} /></Suspense>}
    </section>
  );
}

const classes = (of: { end?: boolean; wide?: boolean }) => [of.end && "end", of.wide && "wide-only"].filter(Boolean).join(" ") || undefined;

/** A column's name; where the API sorts by it, a button that turns the order. */
function Head<Row>({ of }: { of: ListColumn<Row> }) {
  const [search, ask] = useQuestions();
  const { down, up } = of.sort ?? {};
  const now = search.sort ?? "*";
  const sorted = now === down ? "descending" : now === up ? "ascending" : undefined;
  if (!down && !up) return <th scope="col" className={classes(of)}>{of.name || <span className="hidden">{t("Actions")}</span>}</th>;
  const turned = sorted === "descending" && up ? up : sorted ? undefined : (down ?? up);
  return (
    <th scope="col" className={classes(of)} aria-sort={sorted}>
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
