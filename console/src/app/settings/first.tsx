// How something new begins: a button beside the title, or where there is nothing yet, in the middle of it.
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState, type ComponentType, type ReactNode } from "react";
import { Empty } from "../../framework/states";

type Form = ComponentType<{ close: () => void }>;

export function Open({ name, form: Form, primary }: { name: string; form: Form; primary?: boolean }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button {...(primary ? { type: "primary" as const } : {})} icon={<PlusOutlined aria-hidden />} onClick={() => setOpen(true)}>{name}</Button>
      {open && <Form close={() => setOpen(false)} />}
    </>
  );
}

/** Nothing there yet: why it is wanted, and the way to the first. */
export function First({ title, name, form, may, children }: { title: string; name: string; form: Form; may: boolean; children: ReactNode }) {
  return <Empty title={title} actions={may && <Open primary name={name} form={form} />}>{children}</Empty>;
}
