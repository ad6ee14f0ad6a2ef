// What was packed on this device and is not with the server yet: seen from every screen, opened to see what each parcel waits for.
import { CloudUploadOutlined, WarningOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useState } from "react";
import { Link } from "@tanstack/react-router";
import { number } from "./format";
import { t } from "./i18n";
import { again, forget, piecesOf, send, useParcels, useReached, type Parcel } from "./outbox";
import { Id, Time } from "./shown";

export default function Unsent() {
  const parcels = useParcels();
  const reached = useReached();
  const [open, setOpen] = useState(false);
  if (parcels.length === 0) return null;
  const refused = parcels.filter((one) => one.refused).length;
  const text = refused > 0 ? t("{count, plural, one {# parcel was refused} other {# parcels were refused}}", { count: refused }) : t("{count, plural, one {# parcel is waiting to be sent} other {# parcels are waiting to be sent}}", { count: parcels.length });
  return (
    <>
      <Button className={`unsent ${refused > 0 ? "bad" : "warn"}`} icon={refused > 0 ? <WarningOutlined aria-hidden /> : <CloudUploadOutlined aria-hidden />} aria-label={text} title={text} onClick={() => setOpen(true)}>{number(parcels.length)}</Button>
      <Drawer open={open} onClose={() => setOpen(false)} title={t("Not yet with the server")} size={420} className="hand">
        <div className="stack">
          {!reached && <p role="status">{t("The server cannot be reached. Everything is kept on this device and sent by itself.")}</p>}
          {parcels.map((one) => <Kept key={one.key} parcel={one} close={() => setOpen(false)} />)}
          {parcels.some((one) => !one.refused) && <Button onClick={() => void send()}>{t("Send now")}</Button>}
        </div>
      </Drawer>
    </>
  );
}

function Kept({ parcel, close }: { parcel: Parcel; close: () => void }) {
  const [sure, setSure] = useState(false);
  return (
    <section className={`problem ${parcel.refused ? "" : "mild"}`} aria-label={parcel.name}>
      <div className="stack" style={{ gap: 8 }}>
        <div><Link to="/orders/$order" params={{ order: parcel.order }} onClick={close}><Id>{parcel.name}</Id></Link> · {t("{count, plural, one {# piece} other {# pieces}}", { count: piecesOf(parcel) })} · <Time at={parcel.at} relative /></div>
        {parcel.body.tracking && <div><Id>{parcel.body.tracking}</Id></div>}
        {parcel.refused ? (
          <>
            <div><div className="what">{parcel.refused.title}</div>{parcel.refused.detail}<div className="id mono">{parcel.refused.request_id}</div></div>
            <div className="row">
              <Button onClick={() => again(parcel)}>{t("Send it again")}</Button>
              {sure ? <Button danger onClick={() => forget(parcel)}>{t("Yes, it did not leave")}</Button> : <Button onClick={() => setSure(true)}>{t("Take it off this list …")}</Button>}
            </div>
          </>
        ) : <div className="what">{t("Waiting to be sent")}</div>}
      </div>
    </section>
  );
}
