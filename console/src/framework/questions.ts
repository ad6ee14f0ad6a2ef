// What a form asks, and when it is answered.
import type { Choice } from "./codes";
import { read, type Limits } from "./numbers";

export type Answers = Record<string, string>;
export type Question = {
  id: string;
  name: string;
  hint?: string | undefined;
  /** `several` are parted by commas, `yes` is "yes" or empty, `day` a day of the calendar. */
  kind?: "text" | "lines" | "number" | "one" | "several" | "yes" | "day";
  choices?: Choice[];
  limits?: Limits;
  /** May be left empty. */
  optional?: boolean;
  /** The field of the API it is; its own name where that is the same. */
  at?: string;
  /** Stands beside its neighbour. */
  half?: boolean;
};

/** Whether each question is answered with something that can be read. */
export const answered = (questions: Question[], answers: Answers): boolean =>
  questions.every(({ id, kind, limits, optional }) => (kind === "number" ? !read(answers[id] ?? "", { ...limits, optional: optional ?? false }).wrong : kind === "yes" || optional || Boolean(answers[id]?.trim())));
