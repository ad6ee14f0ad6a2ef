// A question before something that cannot be taken back lightly: what happens, why it is done, and then the one word that does it.
import { Input, Modal, type InputRef } from "antd";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Refused } from "../api/client";
import { Field, wrongAt } from "./form";
import { t } from "./i18n";
import { ProblemNote } from "./states";

export function AskReason(props: {
  open: boolean;
  title: string;
  /** What the button says. */
  word: string;
  danger?: boolean;
  /** Whether it may be done without saying why. */
  optional?: boolean;
  hint?: string;
  sending: boolean;
  error: Refused | null;
  close: () => void;
  send: (reason: string) => void;
  children: ReactNode;
}) {
  const [reason, setReason] = useState("");
  const input = useRef<InputRef>(null);
  useEffect(() => { if (props.open) setReason(""); }, [props.open]);
  const ready = props.optional || reason.trim() !== "";
  const send = () => { if (ready && !props.sending) props.send(reason.trim()); };
  return (
    <Modal
      open={props.open}
      title={props.title}
      okText={props.word}
      cancelText={t("Cancel")}
      okButtonProps={{ danger: props.danger ?? false, disabled: !ready }}
      confirmLoading={props.sending}
      onCancel={props.close}
      onOk={send}
      // The dialog takes the focus when it opens; only then can the field have it.
      afterOpenChange={(open) => { if (open) input.current?.focus(); }}
    >
      <div className="form">
        {props.children}
        <Field name={t("Reason")} hint={props.hint} wrong={wrongAt(props.error, "/reason")}>
          <Input ref={input} value={reason} onChange={(event) => setReason(event.target.value)} onPressEnter={send} />
        </Field>
        <ProblemNote error={props.error} />
      </div>
    </Modal>
  );
}
