// Filters of a list, kept in the address. Views are addresses with a name.
import { CloseOutlined, FilterOutlined, SearchOutlined, StarOutlined } from "@ant-design/icons";
import { Button, DatePicker, Dropdown, Input, Modal, Select } from "antd";
import dayjs from "dayjs";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { t } from "./i18n";
import { useQuestions, writeSearch, parseSearch } from "./search";
import { choose, useSettings } from "./settings";

export type Filter =
  | { id: string; name: string; kind: "text" }
  | { id: string; name: string; kind: "one" | "several"; choices: { value: string; label: string }[]; open?: boolean }
  | { id: string; name: string; kind: "days"; from: string; until: string };

const names = (filter: Filter) => (filter.kind === "days" ? [filter.from, filter.until] : [filter.id]);

/** How many letters wide a name is: a Chinese sign is as wide as two. */
const wide = (name: string) => [...name].reduce((sum, sign) => sum + (sign > "\u2e80" ? 1.9 : 1), 0);

export function Filters({ of, page }: { of: Filter[]; page: string }) {
  const [search, ask] = useQuestions();
  // On a phone the rows come first: more than two filters are folded away.
  const [open, setOpen] = useState(false);
  const rest = of.filter((filter) => filter.kind !== "text");
  const chosen = rest.flatMap(names).filter((name) => search[name]).length;
  const set = of.flatMap(names).filter((name) => search[name]);
  return (
    <>
      {of.filter((filter) => filter.kind === "text").map((filter) => <One key={filter.id} filter={filter} />)}
      {rest.length > 2 && <Button className="narrow-only" icon={<FilterOutlined aria-hidden />} aria-expanded={open} onClick={() => setOpen(!open)}>{t("Filters")}{chosen > 0 && ` · ${chosen}`}</Button>}
      <div className={`rest ${open || rest.length < 3 ? "open" : ""}`}>{rest.map((filter) => <One key={filter.id} filter={filter} />)}</div>
      {set.length > 0 && (
        <Button className="compact" type="text" icon={<CloseOutlined aria-hidden />} aria-label={t("Clear")} onClick={() => ask(Object.fromEntries(set.map((name) => [name, undefined])))}>{t("Clear")}</Button>
      )}
      <Views page={page} />
    </>
  );
}

function One({ filter }: { filter: Filter }) {
  const [search, ask] = useQuestions();
  if (filter.kind === "text") return <Words filter={filter} />;
  if (filter.kind === "days") {
    const from = search[filter.from];
    const until = search[filter.until];
    return (
      <DatePicker.RangePicker
        aria-label={filter.name}
        placeholder={[t("{name} from", { name: filter.name }), t("until")]}
        allowEmpty={[true, true]}
        value={[from ? dayjs(from) : null, until ? dayjs(until).subtract(1, "day") : null]}
        onChange={(days) => ask({ [filter.from]: days?.[0]?.format("YYYY-MM-DD"), [filter.until]: days?.[1]?.add(1, "day").format("YYYY-MM-DD") })}
        style={{ inlineSize: 288 }}
      />
    );
  }
  const value = search[filter.id]?.split(",").filter(Boolean) ?? [];
  return (
    <Select
      aria-label={filter.name}
      placeholder={filter.name}
      {...(filter.kind === "several" ? { mode: filter.open ? ("tags" as const) : ("multiple" as const), maxTagCount: 1, maxTagTextLength: 12, maxTagPlaceholder: (rest: unknown[]) => `+${rest.length}` } : {})}
      allowClear
      showSearch={{ optionFilterProp: "label" }}
      value={filter.kind === "several" ? value : value[0]}
      options={filter.choices}
      popupMatchSelectWidth={false}
      onChange={(next: string | string[] | undefined) => ask({ [filter.id]: Array.isArray(next) ? next.join(",") || undefined : next })}
      style={{ minInlineSize: filter.kind === "several" && value.length > 0 ? (value.length > 1 ? 188 : 148) : Math.max(104, 44 + 7.6 * wide(filter.name)), maxInlineSize: 240 }}
    />
  );
}

/** Waits for a pause in typing before it asks. */
function Words({ filter }: { filter: Filter }) {
  const [search, ask] = useQuestions();
  const asked = search[filter.id] ?? "";
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  useEffect(() => {
    if (text === asked) return;
    const timer = setTimeout(() => ask({ [filter.id]: text || undefined }), 200);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Input prefix={<SearchOutlined aria-hidden />} allowClear aria-label={filter.name} placeholder={filter.name} value={text} onChange={(event) => setText(event.target.value)} style={{ inlineSize: 216 }} />
  );
}

function Views({ page }: { page: string }) {
  const [search] = useQuestions();
  const { views } = useSettings();
  const go = useNavigate();
  const [naming, setNaming] = useState<string | null>(null);
  const here = writeSearch(search);
  const kept = views[page] ?? [];
  const keep = (all: typeof kept) => choose({ views: { ...views, [page]: all } });
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...kept.map((view) => ({
              key: view.name,
              label: (
                <span style={{ display: "flex", gap: 16, justifyContent: "space-between" }}>
                  {view.name}
                  <CloseOutlined aria-label={t("Forget this view")} onClick={(event) => { event.stopPropagation(); keep(kept.filter((one) => one !== view)); }} />
                </span>
              ),
              onClick: () => void go({ to: ".", search: parseSearch(view.search) }),
            })),
            ...(kept.length > 0 ? [{ type: "divider" as const }] : []),
            { key: "+", label: t("Keep these filters as a view …"), disabled: !here, onClick: () => setNaming("") },
          ],
        }}
      >
        <Button className="compact" icon={<StarOutlined aria-hidden />} aria-label={t("Views")}>{t("Views")}</Button>
      </Dropdown>
      <Modal
        open={naming !== null}
        title={t("Name of the view")}
        okText={t("Keep")}
        cancelText={t("Cancel")}
        okButtonProps={{ disabled: !naming?.trim() }}
        onCancel={() => setNaming(null)}
        onOk={() => { keep([...kept.filter((one) => one.name !== naming), { name: naming?.trim() ?? "", search: here }]); setNaming(null); }}
      >
        <Input autoFocus aria-label={t("Name of the view")} value={naming ?? ""} onChange={(event) => setNaming(event.target.value)} />
      </Modal>
    </>
  );
}
