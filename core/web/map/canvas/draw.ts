import type { Tone } from '@saola/sdk'
import { type Mark, TONES } from '../points/messages.ts'
import type { IconPaths } from './icon-paths.ts'
import type { Palette } from './palette.ts'

const MARKER = 11
const PICKED = 15
/** Around the picked one. */
const HALO = 24
/** Edge of the square in which any record can be drawn. */
const STAMP = 52
const RING = 4.5
const GAP = 2
/** The smallest thing that a finger or a tremor should have to hit, as a radius. */
const REACH = 13

export interface Pen {
  context: CanvasRenderingContext2D
  palette: Palette
  number: (value: number) => string
}

/** How far from its middle a mark is drawn, and can be hit. */
export function reachOf(mark: Mark, palette: Palette): number {
  return mark.record ? REACH * palette.scale : clusterRadius(mark.count, palette) + 4 * palette.scale
}

/** The radius of a cluster's ring: it grows slowly with the number, which must fit inside. */
function clusterRadius(count: number, { scale }: Palette): number {
  const digits = Math.floor(Math.log10(count)) + 1
  const written = digits > 3 ? digits * 3.6 + 7 : 0
  return Math.max(Math.min(24, 14 + Math.log2(count) * 2), written) * scale
}

/** Several records: their number, and around it the shares of their tones, the most urgent first. */
export function drawCluster({ context: c, palette, number }: Pen, mark: Mark, x: number, y: number): void {
  const { scale } = palette
  const radius = clusterRadius(mark.count, palette)
  c.beginPath()
  c.arc(x, y, radius + 3 * scale, 0, 2 * Math.PI)
  c.fillStyle = palette.raised
  c.fill()
  c.lineWidth = RING * scale
  c.lineCap = 'butt'
  const present = mark.tones.filter((share) => share > 0).length
  const gap = present > 1 ? (GAP * scale) / radius : 0
  let from = -Math.PI / 2
  mark.tones.forEach((share, tone) => {
    if (share === 0) return
    const part = (share / mark.count) * 2 * Math.PI
    c.beginPath()
    // A share that is too small for its gap still shows.
    c.arc(x, y, radius, from, from + Math.max(part - gap, Math.min(part, 0.06)))
    c.strokeStyle = palette.fill[TONES[tone] as Tone]
    c.stroke()
    from += part
  })
  const text = number(mark.count)
  c.font = `640 ${(text.length > 5 ? 12 : 13) * scale}px ${palette.font}`
  c.fillStyle = palette.text
  c.textAlign = 'center'
  c.textBaseline = 'middle'
  c.fillText(text, x, y + 0.5 * scale)
}

/** What a record looks like. */
export interface Look {
  tone: Tone
  icon: string
  picked: boolean
}

/** Records as small pictures, each look drawn once. */
export class Stamps {
  readonly #icons: IconPaths
  readonly #made = new Map<string, HTMLCanvasElement>()
  #palette: Palette | undefined
  #ratio = 0

  constructor(icons: IconPaths) {
    this.#icons = icons
  }

  /** Forgets what was drawn: a picture came, or the colours changed. */
  clear(): void {
    this.#made.clear()
  }

  draw(context: CanvasRenderingContext2D, palette: Palette, look: Look, x: number, y: number): void {
    if (palette !== this.#palette || devicePixelRatio !== this.#ratio) this.clear()
    this.#palette = palette
    this.#ratio = devicePixelRatio
    const size = STAMP * palette.scale
    const stamp = this.#stamp(palette, look, size)
    // On whole pixels, so that it stays sharp.
    const at = (value: number) => Math.round((value - size / 2) * this.#ratio) / this.#ratio
    context.drawImage(stamp, at(x), at(y), size, size)
  }

  #stamp(palette: Palette, look: Look, size: number): HTMLCanvasElement {
    const key = `${look.tone} ${look.icon} ${look.picked}`
    const known = this.#made.get(key)
    if (known) return known
    const stamp = document.createElement('canvas')
    stamp.width = stamp.height = Math.ceil(size * this.#ratio)
    const context = stamp.getContext('2d')
    if (context) {
      context.scale(stamp.width / STAMP, stamp.height / STAMP)
      context.translate(STAMP / 2, STAMP / 2)
      drawRecord(context, palette, this.#icons, look)
    }
    this.#made.set(key, stamp)
    return stamp
  }
}

/** One record at the origin: outline by severity, picture by category. */
function drawRecord(
  c: CanvasRenderingContext2D,
  palette: Palette,
  icons: IconPaths,
  { tone, icon, picked }: Look,
): void {
  if (picked) {
    c.beginPath()
    c.arc(0, 0, HALO, 0, 2 * Math.PI)
    c.fillStyle = palette.ground
    c.fill()
    c.lineWidth = 2
    c.strokeStyle = palette.text
    c.stroke()
  }
  const radius = picked ? PICKED : MARKER
  c.fillStyle = palette.fill[tone]
  c.strokeStyle = palette.ground
  c.lineWidth = 2
  c.lineJoin = 'round'
  c.beginPath()
  outline(c, tone, radius)
  c.fill()
  c.stroke()
  const size = (radius * 1.14) / 24
  c.translate(-12 * size, -12 * size + (tone === 'high' ? 2 : 0))
  c.scale(size, size)
  c.lineWidth = 1.9
  c.lineCap = 'round'
  c.strokeStyle = palette.ink[tone]
  c.stroke(icons.get(icon))
}

/** The same shapes as everywhere, so that colour alone says nothing. */
function outline(c: CanvasRenderingContext2D, tone: Tone, r: number): void {
  if (tone === 'crit') {
    c.save()
    c.rotate(Math.PI / 4)
    c.roundRect(-r * 0.88, -r * 0.88, r * 1.76, r * 1.76, 3)
    c.restore()
  } else if (tone === 'high') {
    c.moveTo(0, -r * 1.25)
    c.lineTo(r * 1.25, r * 0.95)
    c.lineTo(-r * 1.25, r * 0.95)
    c.closePath()
  } else if (tone === 'warn') c.roundRect(-r * 0.95, -r * 0.95, r * 1.9, r * 1.9, 3)
  else c.arc(0, 0, r, 0, 2 * Math.PI)
}
