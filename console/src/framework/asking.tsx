// A form told by its questions: a new thing, or an edit of what was seen. What was typed stays when the API says no; the no stands beside its
// field, and when somebody else was faster both sides are shown.
import { Input, Select, Switch } from "antd";
import { useState, type ReactNode } from "react";
import type { Refused } from "../api/client";
import { answered, type Answers, type Question } from "./questions";
import { BothSides, Field, FormDrawer, wrongAt } from "./form";
import { NumberField } from "./number";
import { useWrite } from "./write";

export function AskDrawer<Body, Answer>(props: {
  title: string;
  word: string;
  questions: Question[];
  /** What stands there at first. */
  first?: Answers;
  body: (answers: Answers) => Body;
  /** `seen`: the version an edit is of. */
  send: (body: Body, key: string, seen: string) => Promise<Answer>;
  /** An edit: of which version, how what stands there now is read, and the word for writing over it. */
  edit?: { seen: string; now: () => Promise<{ answers: Answers; seen: string }>; over: string };
  stale: string[];
  done: (answer: Answer) => void;
  close: () => void;
  wide?: boolean;
  /** What else has to be right. */
  ready?: boolean;
  /** Said before the questions. */
  about?: ReactNode;
  /** Told what is typed, as it is typed. */
  told?: (answers: Answers) => void;
  /** Stands below them; has the API's no. */
  more?: (error: Refused | null) => ReactNode;
}) {
  const { questions } = props;
  const [answers, setAnswers] = useState<Answers>(props.first ?? {});
  const [seen, setSeen] = useState(props.edit?.seen ?? "");
  const [theirs, setTheirs] = useState<Answers | null>(null);
  const write = useWrite(({ body, of }: { body: Body; of: string }, key: string) => props.send(body, key, of), { stale: props.stale, done: (answer) => props.done(answer) });
  const put = (next: Answers) => {
    setAnswers(next);
    props.told?.(next);
  };
  const send = () =>
    write.mutate({ body: props.body(answers), of: seen }, {
      onError: async (no) => {
        if (no.status !== 412 || !props.edit) return;
        const now = await props.edit.now();
        setTheirs(now.answers);
        setSeen(now.seen);
      },
    });
  const said = (question: Question, value: string | undefined) => question.choices?.find((one) => one.value === value)?.label ?? value ?? "";
  const rows = questions.reduce<Question[][]>((all, one) => {
    const last = all.at(-1);
    if (one.half && last?.[0]?.half) last.push(one);
    else all.push([one]);
    return all;
  }, []);
  const ask = (one: Question) => (
    <Ask key={one.id} of={one} value={answers[one.id] ?? ""} change={(value) => put({ ...answers, [one.id]: value })} wrong={wrongAt(write.error, `/${one.at ?? one.id}`)} />
  );
  return (
    <FormDrawer open wide={props.wide ?? false} title={props.title} word={theirs && props.edit ? props.edit.over : props.word} close={props.close} send={send} sending={write.isPending} error={theirs ? null : write.error} ready={answered(questions, answers) && props.ready !== false}>
      {theirs && <BothSides of={questions.map((one) => [one.name, said(one, answers[one.id]), said(one, theirs[one.id])])} />}
      {props.about}
      {rows.map((row) => (row.length > 1 ? <div key={row[0]?.id} className="two">{row.map(ask)}</div> : row.map(ask)))}
      {props.more?.(write.error)}
    </FormDrawer>
  );
}

function Ask({ of, value, change, wrong }: { of: Question; value: string; change: (value: string) => void; wrong: string | undefined }) {
  const search = { showSearch: { optionFilterProp: "label" as const }, options: of.choices ?? [], "aria-label": of.name };
  if (of.kind === "yes") {
    return (
      <div>
        <label className="row" style={{ display: "flex", flexWrap: "nowrap" }}><Switch checked={value === "yes"} onChange={(yes) => change(yes ? "yes" : "")} aria-label={of.name} /> <span>{of.name}</span></label>
        {of.hint && <div className="quiet" style={{ fontSize: 12 }}>{of.hint}</div>}
        {wrong && <span className="wrong" role="alert">{wrong}</span>}
      </div>
    );
  }
  return (
    <Field name={of.name} hint={of.hint} wrong={of.kind === "number" ? undefined : wrong}>
      {of.kind === "one" ? <Select {...search} allowClear={of.optional ?? false} value={value || null} onChange={(next?: string) => change(next ?? "")} />
        : of.kind === "several" ? <Select {...search} mode="multiple" value={value ? value.split(",") : []} onChange={(next: string[]) => change(next.join(","))} />
        : of.kind === "number" ? <NumberField limits={{ ...of.limits, optional: of.optional ?? false }} value={value} change={change} wrong={wrong} />
        : of.kind === "lines" ? <Input.TextArea rows={3} dir="auto" value={value} onChange={(event) => change(event.target.value)} />
        : <Input type={of.kind === "day" ? "date" : "text"} dir={of.kind === "day" ? undefined : "auto"} value={value} autoComplete="off" onChange={(event) => change(event.target.value)} />}
    </Field>
  );
}
