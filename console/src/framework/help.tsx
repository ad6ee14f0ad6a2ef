import { Modal } from "antd";
import { t } from "./i18n";
import { Keys, shortcuts } from "./keys";

export default function Help({ close }: { close: () => void }) {
  return (
    <Modal open onCancel={close} footer={null} title={t("Keyboard shortcuts")}>
      <dl className="facts" style={{ gridTemplateColumns: "110px 1fr", rowGap: 10 }}>
        {shortcuts().map((one) => [<dt key={`${one.keys} k`}><Keys of={one.keys} /></dt>, <dd key={one.keys}>{one.does}</dd>])}
      </dl>
    </Modal>
  );
}
