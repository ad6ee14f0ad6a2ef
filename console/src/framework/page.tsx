// The head of every screen: what it is, where it belongs, what can be done.
import { Link } from "@tanstack/react-router";
import { useEffect, type ReactNode } from "react";

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
      {props.children}
    </div>
  );
}
