import { Modal } from "antd";
import { t } from "./i18n";
import { Keys, shortcuts } from "./keys";

export default function Help({ close }: { close: () => void }) {
  const all = shortcuts();
  return (
    <Modal open onCancel={close} footer={null} width={760} title={t("Keyboard shortcuts")}>
      <div className="shortcuts">
        {[...new Set(all.map((one) => one.does))].map((does) => (
          <div key={does}><span>{all.filter((one) => one.does === does).map((one) => <Keys key={one.keys} of={one.keys} />)}</span>{does}</div>
        ))}
      </div>
    </Modal>
  );
}
