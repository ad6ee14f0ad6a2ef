/// <reference types="vite/client" />
declare module "virtual:catalog/*" {
  const messages: Record<string, never>;
  export default messages;
}
/** What is read of the world's shapes. */
declare module "world-atlas/countries-110m.json" {
  type Country = { type: "Polygon" | "MultiPolygon"; id?: string; properties: { name: string }; arcs: number[][] | number[][][] };
  const atlas: { transform: { scale: number[]; translate: number[] }; arcs: number[][][]; objects: { countries: { geometries: Country[] } } };
  export default atlas;
}
