// Sales by country on a map, beside their table. The darker the more; every country with a figure opens the rows behind it.
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { country } from "../../framework/format";
import { t } from "../../framework/i18n";
import { box, shapes, type View } from "../../framework/world";

export type Place = { country: string; amount: number; text: string };

type Part = { name: () => string; of: View };
const VIEWS: Record<"world" | "europe" | "asia" | "america", Part> = {
  world: { name: () => t("World"), of: [-169, -56, 191, 80] },
  europe: { name: () => t("Europe"), of: [-24, 34, 42, 71] },
  asia: { name: () => t("Asia"), of: [60, -11, 150, 54] },
  america: { name: () => t("America"), of: [-135, -56, -34, 62] },
};

/** Five shades: a figure a hundred times smaller is still seen. */
const SHADES = 5;
const shade = (amount: number, most: number) => (amount <= 0 ? 0 : Math.max(1, Math.round(SHADES * (1 + Math.log10(amount / most) / 2))));

export default function WorldMap({ name, places, search }: { name: string; places: Place[]; search: (country: string) => Record<string, string> }) {
  const [view, setView] = useState<keyof typeof VIEWS>("world");
  const [at, setAt] = useState<string | null>(null);
  const most = Math.max(...places.map((one) => one.amount), 0);
  const known = new Map(places.map((one) => [one.country, one]));
  const drawn = new Set(shapes.map((one) => one.country));
  const hidden = places.filter((one) => one.country && !drawn.has(one.country));
  const told = at ? known.get(at) : undefined;
  return (
    <figure className="map" aria-label={name}>
      <div className="row" role="group" aria-label={t("Part of the world")}>
        {(Object.entries(VIEWS) as [keyof typeof VIEWS, Part][]).map(([key, one]) => <button key={key} type="button" className="part" aria-pressed={key === view} onClick={() => setView(key)}>{one.name()}</button>)}
        <span className="figures map-told" aria-hidden>{told ? `${country(told.country)} · ${told.text}` : ""}</span>
      </div>
      <svg viewBox={box(VIEWS[view].of)} preserveAspectRatio="xMidYMid meet">
        {shapes.map((one, place) => {
          const found = one.country ? known.get(one.country) : undefined;
          if (!found) return <path key={place} d={one.path} className="land"><title>{country(one.country)}</title></path>;
          const label = `${country(found.country)} · ${found.text}`;
          return (
            <Link key={place} to="/figures/$measure" params={{ measure: "sales" }} search={search(found.country)} aria-label={label} onMouseEnter={() => setAt(found.country)} onMouseLeave={() => setAt(null)} onFocus={() => setAt(found.country)} onBlur={() => setAt(null)}>
              <path d={one.path} className={`land sold s${shade(found.amount, most)}`}><title>{label}</title></path>
            </Link>
          );
        })}
      </svg>
      <figcaption className="quiet">
        <span className="row" style={{ gap: 4 }}>{t("less")} {Array.from({ length: SHADES }, (_, step) => <span key={step} aria-hidden className={`swatch s${step + 1}`} />)} {t("more|of a figure")}</span>
        {hidden.length > 0 && <span>{t("Too small for the map:")} {hidden.map((one) => country(one.country)).join(", ")}</span>}
        <span>{t("Shapes: Natural Earth")}</span>
      </figcaption>
    </figure>
  );
}
