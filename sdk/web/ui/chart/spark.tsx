import { createMemo } from 'solid-js'

const WIDTH = 84
const HEIGHT = 26
const EDGE = 2

/** The line through the values, first to last, filling the box; a flat series runs through its middle. */
export function sparkPath(values: readonly number[], width = WIDTH, height = HEIGHT): string {
  if (values.length < 2) return ''
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  return values
    .map((value, index) => {
      const x = (index / (values.length - 1)) * width
      const share = span === 0 ? 0.5 : (value - low) / span
      const y = height - EDGE - share * (height - 2 * EDGE)
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
    })
    .join('')
}

export interface SparkProps {
  /** Evenly spaced, oldest first. */
  values: readonly number[]
}

/** The last hours as a line without axes. Decoration: the number stands beside it. */
export function Spark(props: SparkProps) {
  const path = createMemo(() => sparkPath(props.values))
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path()} />
    </svg>
  )
}
