import { join } from '../util/class.ts'

/**
 * What a state means, whatever the model calls it: critical, high, medium, good, paused, low or off, and in progress
 * (the accent). Each has its own shape, so that nobody needs to tell colours apart.
 */
export type Tone = 'crit' | 'high' | 'warn' | 'ok' | 'hold' | 'off' | 'accent'

const DISC = 'M8 .8a7.2 7.2 0 1 1 0 14.4A7.2 7.2 0 0 1 8 .8Z'

/** Outlines on a 16 × 16 ground, even-odd: diamond, triangle, square, tick, bars, ring, rays. */
export const shapePath: Record<Tone, string> = {
  crit: 'M8 .5 15.5 8 8 15.5.5 8ZM7.1 4.2h1.8l-.35 4.9h-1.1ZM8 10.3a1.05 1.05 0 1 0 0 2.1 1.05 1.05 0 0 0 0-2.1Z',
  high: 'M8 1.2a1 1 0 0 1 .87.5l6.4 11.3a1 1 0 0 1-.87 1.5H1.6A1 1 0 0 1 .73 13L7.13 1.7A1 1 0 0 1 8 1.2ZM7.1 5.6h1.8l-.35 4.2h-1.1ZM8 10.9a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  warn: 'M3 1.8h10A1.2 1.2 0 0 1 14.2 3v10a1.2 1.2 0 0 1-1.2 1.2H3A1.2 1.2 0 0 1 1.8 13V3A1.2 1.2 0 0 1 3 1.8ZM4.6 7v2h6.8V7Z',
  ok: `${DISC}m3.1 4.1L7 9 4.9 6.9 3.6 8.2 7 11.6l5.4-5.4Z`,
  hold: `${DISC}M5 4.6v6.8h2V4.6Zm4 0v6.8h2V4.6Z`,
  off: `${DISC}m0 1.9a5.3 5.3 0 1 0 0 10.6A5.3 5.3 0 0 0 8 2.7Z`,
  accent:
    'M7.2 1h1.6v3.6H7.2ZM7.2 11.4h1.6V15H7.2ZM1 7.2h3.6v1.6H1ZM11.4 7.2H15v1.6h-3.6ZM3.6 2.5 6.1 5 5 6.1 2.5 3.6ZM11 9.9l2.5 2.5-1.1 1.1L9.9 11ZM12.4 2.5l1.1 1.1L11 6.1 9.9 5ZM5 9.9 6.1 11l-2.5 2.5-1.1-1.1Z',
}

export interface ShapeProps {
  tone: Tone
  class?: string
}

/** The shape of a state, always beside its word. */
export function Shape(props: ShapeProps) {
  return (
    <svg class={join('sh', props.class)} viewBox="0 0 16 16" aria-hidden="true">
      <path fill-rule="evenodd" d={shapePath[props.tone]} />
    </svg>
  )
}
