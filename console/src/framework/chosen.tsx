// What one chose for oneself: zone, language, appearance; and who sits here.
import { BulbOutlined, GlobalOutlined, InboxOutlined, LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { ZONES } from "./format";
import { t } from "./i18n";
import { leave, useSession } from "./session";
import { LOCALES, choose, useSettings, type Locale, type Theme } from "./settings";

export default function Chosen() {
  const { locale, theme, zone } = useSettings();
  const session = useSession();
  const zones = [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ...ZONES])];
  const themes: Record<Theme, string> = { auto: t("As the device"), light: t("Light"), dark: t("Dark"), contrast: t("High contrast") };
  const language = Object.entries(LOCALES).map(([key, label]) => ({ key, label, onClick: () => choose({ locale: key as Locale }) }));
  const zoneItems = zones.map((key) => ({ key, label: <span className="id">{key}</span>, onClick: () => choose({ zone: key }) }));
  const themeItems = Object.entries(themes).map(([key, label]) => ({ key, label, onClick: () => choose({ theme: key as Theme }) }));
  return (
    <div className="row" style={{ flexWrap: "nowrap", gap: 4 }}>
      <Dropdown trigger={["click"]} menu={{ selectable: true, selectedKeys: [zone], items: zoneItems }}>
        <Button type="text" className="wide-only" icon={<GlobalOutlined aria-hidden />} title={t("Time zone")}><span className="id">{zone.split("/").pop()?.replace("_", " ")}</span></Button>
      </Dropdown>
      <Dropdown trigger={["click"]} menu={{ selectable: true, selectedKeys: [locale], items: language }}>
        <Button type="text" className="wide-only" title={t("Language")}>{LOCALES[locale]}</Button>
      </Dropdown>
      <Dropdown trigger={["click"]} menu={{ selectable: true, selectedKeys: [theme], items: themeItems }}>
        <Button type="text" className="wide-only" icon={<BulbOutlined aria-hidden />} aria-label={t("Appearance")} title={t("Appearance")} />
      </Dropdown>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "who", disabled: true, icon: <InboxOutlined aria-hidden />, label: <span className="id">{session.tenant} · {session.region} · {session.actor}</span> },
            { key: "language", label: t("Language"), children: language },
            { key: "zone", label: t("Time zone"), children: zoneItems },
            { key: "theme", label: t("Appearance"), children: themeItems },
            { type: "divider" },
            { key: "out", icon: <LogoutOutlined aria-hidden />, label: t("Leave"), onClick: () => void leave() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={t("Who is signed in")} title={t("Who is signed in")} />
      </Dropdown>
    </div>
  );
}
