import { fold } from '@saola/cql2'

const EARTH = 6_371_008.8

type Position = readonly [longitude: number, latitude: number]

/** Metres along the ground. */
export function metresBetween(from: Position, to: Position): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const [x1, y1, x2, y2] = [...from, ...to].map(radians) as [number, number, number, number]
  const half = Math.sin((y2 - y1) / 2) ** 2 + Math.cos(y1) * Math.cos(y2) * Math.sin((x2 - x1) / 2) ** 2
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)))
}

/** Words that say nothing about what happened. */
const EMPTY = new Set(
  'bi cho cac cac co con cua da dang de duoc va voi tai tren truoc sau nay nay rat nhieu nguoi khong mot hai ba so duong ngo xom khoi phuong tp vinh nghe an the la tu den o ra vao roi ma thi nen xin toi em anh chi'.split(
    ' ',
  ),
)

/** The two words of a text that tell most of it, for a search for others like it; empty when it has none. */
export function telling(text: string): string {
  const words = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2 && !/^\d+$/.test(word) && !EMPTY.has(word))
  return [...new Set(words)].slice(0, 2).join(' ')
}
