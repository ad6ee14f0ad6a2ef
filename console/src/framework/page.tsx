// The head of every screen: what it is, where it belongs, what can be done.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, type ReactNode } from "react";
import { t } from "./i18n";
import { useOdd, useQuestions } from "./search";

export function Page(props: { title: ReactNode; name: string; about?: ReactNode; up?: { to: string; name: string }; tools?: ReactNode; fills?: boolean; children: ReactNode }) {
  useEffect(() => {
    document.title = `${props.name} · Hanse`;
  }, [props.name]);
  return (
    <div className={`page ${props.fills ? "fills" : ""}`}>
      <header className="head">
        <div>
          {props.up && <div style={{ fontSize: 12 }}><Link to={props.up.to}>{props.up.name}</Link></div>}
          <h1>{props.title}</h1>
        </div>
        {props.about && <div className="about">{props.about}</div>}
        {props.tools && <div className="tools">{props.tools}</div>}
      </header>
      <Odd />
      {props.children}
    </div>
  );
}

/** What the address asks and the screen does not have: it is shown without, and says so. */
function Odd() {
  const odd = Object.entries(useOdd());
  const [, ask] = useQuestions();
  if (odd.length === 0) return null;
  return (
    <div className="problem mild" role="status">
      <div>
        <div className="what">{t("The address asks for what is not here")}</div>
        <div>{odd.map(([name, value]) => <code key={name} className="id" style={{ marginInlineEnd: 8, overflowWrap: "anywhere" }}>{name}={value}</code>)}</div>
        <div>{t("What you see is without it.")} <Button size="small" type="link" onClick={() => ask(Object.fromEntries(odd.map(([name]) => [name, undefined])))}>{t("Take it out of the address")}</Button></div>
      </div>
    </div>
  );
}
