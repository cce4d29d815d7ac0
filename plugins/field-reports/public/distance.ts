type Place = readonly [longitude: number, latitude: number]

/** Metres along the ground; enough for a neighbourhood. */
export function metresBetween([long1, lat1]: Place, [long2, lat2]: Place): number {
  const radians = Math.PI / 180
  const x = (long2 - long1) * Math.cos(((lat1 + lat2) / 2) * radians)
  return Math.hypot(x, lat2 - lat1) * radians * 6_371_009
}
