import { type LatLon, readOutlines, type ShapeKind } from '@saola/sdk-web/outline'
import { For } from 'solid-js'

/** What the drawing shows: west, east, south, north. */
const BOX = { west: 105.622, east: 105.752, south: 18.633, north: 18.715 }
const WIDTH = 560
const HEIGHT = (WIDTH * (BOX.north - BOX.south)) / ((BOX.east - BOX.west) * Math.cos((18.67 * Math.PI) / 180))
const METRES_PER_PIXEL = ((BOX.north - BOX.south) * 111_320) / HEIGHT
const ORDER: ShapeKind[] = ['built', 'park', 'water', 'river', 'minor', 'rail', 'major', 'ward']
const FILLED: ShapeKind[] = ['built', 'park', 'water']

const { town } = readOutlines()

/** The schematic of the town as a still picture that needs no script. */
export function TownDrawing(props: { label: string }) {
  const shapes = ORDER.flatMap((kind) => town.shapes.filter((shape) => shape.kind === kind))
  const names = town.labels.filter(
    ({ kind, at: [latitude, longitude] }) =>
      kind === 'ward' &&
      latitude > BOX.south &&
      latitude < BOX.north &&
      longitude > BOX.west + 0.012 &&
      longitude < BOX.east - 0.012,
  )
  return (
    <svg
      class="po-drawing"
      viewBox={`0 0 ${WIDTH} ${HEIGHT.toFixed(1)}`}
      preserveAspectRatio="xMidYMid slice"
      role="img"
      aria-label={props.label}
    >
      <For each={shapes}>
        {(shape) => (
          <path
            class={`m-${shape.kind}`}
            d={shape.lines.map((line) => pathOf(line, FILLED.includes(shape.kind))).join('')}
            stroke-width={
              shape.metres === undefined
                ? (shape.weight ?? 1)
                : Math.max(1.5, shape.metres / METRES_PER_PIXEL)
            }
          />
        )}
      </For>
      <For each={names}>
        {({ text, at }) => {
          const [x, y] = project(at)
          return (
            <text class="m-text" data-kind="ward" text-anchor="middle" x={x.toFixed(1)} y={y.toFixed(1)}>
              {text.toLocaleUpperCase('vi')}
            </text>
          )
        }}
      </For>
    </svg>
  )
}

function project([latitude, longitude]: LatLon): [number, number] {
  return [
    ((longitude - BOX.west) / (BOX.east - BOX.west)) * WIDTH,
    ((BOX.north - latitude) / (BOX.north - BOX.south)) * HEIGHT,
  ]
}

function pathOf(line: readonly LatLon[], closed: boolean): string {
  const points = line.map((point) => {
    const [x, y] = project(point)
    return `${x.toFixed(0)} ${y.toFixed(0)}`
  })
  return `M${points.join('L')}${closed ? 'Z' : ''}`
}
