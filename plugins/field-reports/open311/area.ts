/**
 * The province of Nghệ An as a coarse shape, drawn outside its border by some kilometres: it tells a slip (swapped or
 * foreign coordinates, a point far out at sea) from a place of ours, and never decides where a border runs.
 */
const SHAPE: readonly (readonly [longitude: number, latitude: number])[] = [
  [105.02, 20.06],
  [105.22, 19.8],
  [105.52, 19.6],
  [105.7, 19.48],
  [105.87, 19.36],
  [105.88, 19.18],
  [105.74, 18.98],
  [105.82, 18.85],
  [105.84, 18.72],
  [105.74, 18.6],
  [105.46, 18.5],
  [105.14, 18.56],
  [104.9, 18.68],
  [104.62, 18.76],
  [104.4, 18.94],
  [104.18, 19.14],
  [103.92, 19.18],
  [103.8, 19.38],
  [103.98, 19.56],
  [103.96, 19.76],
  [104.2, 19.78],
  [104.52, 19.74],
  [104.8, 19.96],
]

/** Whether a point lies in Nghệ An or close to its border. */
export function isInNgheAn(longitude: number, latitude: number): boolean {
  let inside = false
  for (const [index, [x1, y1]] of SHAPE.entries()) {
    const [x2, y2] = SHAPE.at(index - 1) ?? [x1, y1]
    if (y1 > latitude === y2 > latitude) continue
    if (longitude < ((x2 - x1) * (latitude - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}
