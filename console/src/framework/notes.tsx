// What was done, told in passing; where it can be undone, with the undoing beside it.
import { CheckCircleFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useSyncExternalStore } from "react";
import { t } from "./i18n";
import { useKeys } from "./keys";

type Note = { id: number; text: string; undo?: () => void };

let notes: Note[] = [];
let last = 0;
const followers = new Set<() => void>();

function keep(next: Note[]): void {
  notes = next;
  for (const follower of followers) follower();
}

const forget = (id: number) => keep(notes.filter((one) => one.id !== id));

/** Tells that something was done. */
export function tell(text: string, undo?: () => void): void {
  last += 1;
  keep([...notes.slice(-3), { id: last, text, ...(undo ? { undo } : {}) }]);
}

/** Where notes stand: above everything, out of the way, read out by screen readers. */
export function Notes() {
  const all = useSyncExternalStore((follower) => {
    followers.add(follower);
    return () => followers.delete(follower);
  }, () => notes);
  const newest = all.findLast((one) => one.undo);
  return (
    <>
      {newest && <UndoKey key={newest.id} of={newest} />}
      <div className="notes" role="status" aria-live="polite">{all.map((one) => <Told key={one.id} note={one} />)}</div>
    </>
  );
}

const undone = (note: Note) => {
  forget(note.id);
  note.undo?.();
};

/** Z undoes what was told last, wherever the focus is. */
function UndoKey({ of }: { of: Note }) {
  useKeys([{ keys: "z", does: t("Undo what was just done"), run: () => undone(of) }]);
  return null;
}

function Told({ note }: { note: Note }) {
  // Whoever may undo gets the time to read.
  useEffect(() => {
    const timer = setTimeout(() => forget(note.id), note.undo ? 8000 : 3000);
    return () => clearTimeout(timer);
  }, [note]);
  return (
    <div className="note-card">
      <CheckCircleFilled aria-hidden className="up" />
      <span>{note.text}</span>
      {note.undo && <Button size="small" onClick={() => undone(note)} aria-keyshortcuts="z">{t("Undo")}</Button>}
    </div>
  );
}
