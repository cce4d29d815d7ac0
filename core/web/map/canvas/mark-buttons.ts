import L from 'leaflet'
import type { Mark } from '../points/messages.ts'

export interface MarkButtonsOptions {
  /** What the group is called. */
  label: () => string
  /** What a mark is called. */
  labelOf: (mark: Mark) => string
  press: (mark: Mark) => void
  /** A mark got the focus, or nothing has it any more. */
  focused: (mark: Mark | undefined) => void
  reach: (mark: Mark) => number
}

type Direction = readonly [x: number, y: number]
const arrows: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** How many marks can be stepped through at once; the list beside the map has everything. */
const MOST = 150
/** The part of the map by which an arrow moves it when nothing lies farther that way. */
const STEP = 0.4

/**
 * What the canvas shows, for keys and screen readers: a button for each mark that is seen, one of them in the order
 * of the tab key, arrows step to the next one in their direction. The pointer does not meet them.
 */
export class MarkButtons {
  readonly #map: L.Map
  readonly #options: MarkButtonsOptions
  readonly #group: HTMLElement
  readonly #known = new Map<string, { element: HTMLButtonElement; mark: Mark }>()
  readonly #keys = new WeakMap<EventTarget, string>()
  /** The one in the order of the tab key. */
  #current: string | undefined
  /** Somebody stepped beyond the edge: where from, and which way. */
  #wish: { from: L.LatLng; way: Direction } | undefined

  constructor(map: L.Map, options: MarkButtonsOptions) {
    this.#map = map
    this.#options = options
    this.#group = map.createPane('marks')
    this.#group.classList.add('map-marks')
    this.#group.setAttribute('role', 'group')
    this.#group.addEventListener('keydown', (event) => this.#key(event))
    this.#group.addEventListener('focusin', ({ target }) => {
      const [key, found] = this.#of(target) ?? []
      if (key !== undefined) this.#setCurrent(key)
      options.focused(found?.mark)
    })
    this.#group.addEventListener('focusout', () => options.focused(undefined))
    this.#group.addEventListener('click', ({ target }) => {
      const [, found] = this.#of(target) ?? []
      if (found) options.press(found.mark)
    })
  }

  /** Takes over what is seen now. Buttons of marks that stayed keep their focus. */
  show(marks: readonly Mark[]): void {
    this.#group.setAttribute('aria-label', this.#options.label())
    const bounds = this.#map.getBounds()
    const seen = marks
      .filter(({ latitude, longitude }) => bounds.contains([latitude, longitude]))
      .toReversed()
      .slice(0, MOST)
    const wanted = new Map(seen.map((mark) => [keyOf(mark), mark]))
    const lost = [...this.#known].find(
      ([key, { element }]) => !wanted.has(key) && element === document.activeElement,
    )?.[1].mark
    for (const [key, { element }] of this.#known) {
      if (wanted.has(key)) continue
      if (element !== document.activeElement) element.remove()
      this.#known.delete(key)
    }
    for (const [key, mark] of wanted) this.#put(key, mark)
    const wish = this.#wish
    this.#wish = undefined
    const heir = wish
      ? (this.#nearest(this.#map.latLngToLayerPoint(wish.from), wish.way) ?? this.#current)
      : lost && this.#nearest(this.#pointOf(lost))
    if (heir !== undefined && (wish || lost)) this.#known.get(heir)?.element.focus({ preventScroll: true })
    for (const element of [...this.#group.children])
      if (element !== document.activeElement && !this.#of(element)) element.remove()
    if (this.#current === undefined || !this.#known.has(this.#current))
      this.#setCurrent(this.#nearest(this.#map.containerPointToLayerPoint(this.#map.getSize().divideBy(2))))
  }

  /** Labels that have become known. */
  relabel(): void {
    for (const { element, mark } of this.#known.values()) label(element, this.#options.labelOf(mark))
  }

  #put(key: string, mark: Mark): void {
    const known = this.#known.get(key)
    const element = known?.element ?? document.createElement('button')
    if (!known) {
      element.type = 'button'
      element.tabIndex = -1
      this.#keys.set(element, key)
      this.#group.append(element)
    }
    element.dataset.count = String(mark.count)
    label(element, this.#options.labelOf(mark))
    const size = this.#options.reach(mark)
    element.style.inlineSize = `${size * 2}px`
    element.style.blockSize = `${size * 2}px`
    // Not by a transform: each of them would become a layer of its own for the compositor.
    const { x, y } = this.#pointOf(mark).subtract([size, size]).round()
    element.style.left = `${x}px`
    element.style.top = `${y}px`
    this.#known.set(key, { element, mark })
  }

  #key(event: KeyboardEvent): void {
    const way = arrows[event.key]
    const [, found] = this.#of(event.target) ?? []
    if (!way || !found || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    const next = this.#nearest(this.#pointOf(found.mark), way)
    if (next !== undefined) {
      this.#known.get(next)?.element.focus({ preventScroll: true })
      return
    }
    this.#wish = { from: L.latLng(found.mark.latitude, found.mark.longitude), way }
    const size = this.#map.getSize()
    this.#map.panBy([way[0] * size.x * STEP, way[1] * size.y * STEP])
  }

  /** The nearest mark, or the nearest in a direction: what lies aside counts as farther. */
  #nearest(from: L.Point, way?: Direction): string | undefined {
    let best: string | undefined
    let least = Number.POSITIVE_INFINITY
    for (const [key, { mark }] of this.#known) {
      const { x, y } = this.#pointOf(mark).subtract(from)
      const along = way ? x * way[0] + y * way[1] : 0
      if (way && along < 1) continue
      const far = way ? along + 2.5 * Math.abs(x * way[1] + y * way[0]) : Math.hypot(x, y)
      if (far < least) [best, least] = [key, far]
    }
    return best
  }

  #setCurrent(key: string | undefined): void {
    const before = this.#current === undefined ? undefined : this.#known.get(this.#current)
    if (before) before.element.tabIndex = -1
    this.#current = key
    const now = key === undefined ? undefined : this.#known.get(key)
    if (now) now.element.tabIndex = 0
  }

  #of(target: EventTarget | null): [string, { element: HTMLButtonElement; mark: Mark }] | undefined {
    const key = target === null ? undefined : this.#keys.get(target)
    const found = key === undefined ? undefined : this.#known.get(key)
    return key !== undefined && found?.element === target ? [key, found] : undefined
  }

  #pointOf({ latitude, longitude }: Mark): L.Point {
    return this.#map.latLngToLayerPoint([latitude, longitude])
  }
}

/** The same for the same mark; a cluster is where it stands. */
export function keyOf({ record, longitude, latitude }: Mark): string {
  return record ? `${record.layer}/${record.id}` : `${longitude.toFixed(5)} ${latitude.toFixed(5)}`
}

function label(element: HTMLElement, text: string): void {
  if (element.getAttribute('aria-label') !== text) element.setAttribute('aria-label', text)
}
