// The countries' shapes as paths of a drawing, from Natural Earth's data in the package world-atlas (TopoJSON: arcs that neighbours share,
// each point told as the step from the one before). Fetched when a map is looked at, never before.
import atlas from "world-atlas/countries-110m.json";

export type Shape = { country: string | undefined; path: string };
/** West, south, east, north in degrees. */
export type View = readonly [number, number, number, number];

/** Where the map is cut: through the Bering Strait, so that no country lies on both sides. */
const CUT = -169;

// Equal Earth (Šavrič, Patterson and Jenny, International Journal of Geographical Information Science, 2018): areas keep their proportions.
const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const CENTRE = CUT + 180;

/** A place in degrees as a point of the drawing, one unit a degree at the equator, y down. */
export function point(longitude: number, latitude: number): [number, number] {
  const angle = Math.asin((Math.sqrt(3) / 2) * Math.sin((latitude * Math.PI) / 180));
  const [two, six] = [angle ** 2, angle ** 6];
  const x = (2 * Math.sqrt(3) * (longitude - CENTRE) * Math.cos(angle)) / (3 * (A1 + 3 * A2 * two + six * (7 * A3 + 9 * A4 * two)));
  const y = angle * (A1 + A2 * two + six * (A3 + A4 * two));
  return [x, (-y * 180) / Math.PI];
}

const { scale, translate } = atlas.transform;
const arcs = atlas.arcs.map((steps) => {
  let [x, y] = [0, 0];
  return steps.map(([right = 0, up = 0]) => {
    [x, y] = [x + right, y + up];
    return [x * (scale[0] ?? 1) + (translate[0] ?? 0), y * (scale[1] ?? 1) + (translate[1] ?? 0)] as const;
  });
});

/** A ring of arcs; one that is told by its complement runs backwards. */
function ring(indexes: number[]): string {
  const points = indexes.flatMap((index, place) => {
    const arc = index < 0 ? (arcs[~index] ?? []).toReversed() : (arcs[index] ?? []);
    return place > 0 ? arc.slice(1) : arc;
  });
  // A ring that crosses the day's border goes on beyond it; then it is moved to where the drawing has it.
  let before = points[0]?.[0] ?? 0;
  const whole = points.map(([longitude, latitude]) => {
    before = longitude + Math.round((before - longitude) / 360) * 360;
    return [before, latitude] as const;
  });
  const middle = (Math.min(...whole.map(([x]) => x)) + Math.max(...whole.map(([x]) => x))) / 2;
  const moved = middle < CUT ? 360 : middle > CUT + 360 ? -360 : 0;
  return `M${whole.map(([x, y]) => point(x + moved, y).map((one) => one.toFixed(2)).join(" ")).join("L")}Z`;
}

/** What a code of three digits (ISO 3166) is with two letters: the browser knows. */
const letters = (digits: string | undefined) => (digits ? new Intl.Locale(`und-${digits}`).region : undefined);

/** Nobody is sold anything there, and no flat map shows it well. */
const ANTARCTICA = "010";

export const shapes: Shape[] = atlas.objects.countries.geometries
  .filter((one) => one.id !== ANTARCTICA)
  .map((one) => {
    const polygons = one.type === "Polygon" ? [one.arcs as number[][]] : (one.arcs as number[][][]);
    // The data has no number for Kosovo, which statistics call XK.
    const country = one.properties.name === "Kosovo" ? "XK" : letters(one.id);
    return { country, path: polygons.flat().map(ring).join("") };
  });

/** A view as the box of the drawing that holds it. */
export function box([west, south, east, north]: View): string {
  const middle = (west + east) / 2;
  const corners = [point(west, south), point(east, south), point(west, north), point(east, north), point(middle, north), point(middle, south), point(west, 0), point(east, 0)].slice(0, south < 0 && north > 0 ? 8 : 6);
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top].map((one) => one.toFixed(1)).join(" ");
}
