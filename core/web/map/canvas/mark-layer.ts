import L from 'leaflet'
import { type Bounds, type Mark, TONES, type View } from '../points/messages.ts'
import { drawCluster, type Pen, reachOf, Stamps } from './draw.ts'
import { IconPaths } from './icon-paths.ts'
import { type Palette, readPalette, watchPalette } from './palette.ts'

/** Drawn beyond each edge of what is seen, as a share of it: panning needs no drawing until then. */
const BEYOND = 0.15
const CLOSE_ENOUGH = 120

export interface MarkLayerOptions {
  /** Asks for the marks of a view. */
  look: (view: View) => void
  /** Name of the picture of a record. */
  iconOf: (layer: string, picture: string | null) => string
  number: (value: number) => string
}

/** A record that is drawn above all others. */
export interface Picked {
  layer: string
  id: string
  place: readonly [longitude: number, latitude: number]
  tone: number
  picture: string | null
}

/** All marks on one canvas, which moves with the map and is drawn anew when it rests. */
export class MarkLayer extends L.Layer {
  readonly #options: MarkLayerOptions
  readonly #canvas = document.createElement('canvas')
  readonly #icons = new IconPaths(() => {
    this.#stamps.clear()
    this.redraw()
  })
  readonly #stamps = new Stamps(this.#icons)
  #palette: Palette = readPalette()
  #stopWatching = () => {}
  /** The least urgent first: the most urgent is drawn above all. */
  #marks: Mark[] = []
  #picked: Picked | undefined
  /** What the canvas shows: its corner, and for which zoom it was drawn. */
  #frame: { corner: L.LatLng; zoom: number } | undefined
  /** What the marks cover. */
  #covered: Bounds | undefined
  #zooming = false
  #asked = 0
  #drawing = 0

  constructor(options: MarkLayerOptions) {
    super()
    this.#options = options
    this.#canvas.className = 'map-points leaflet-zoom-animated'
    this.#canvas.setAttribute('aria-hidden', 'true')
  }

  override onAdd(map: L.Map): this {
    const pane = map.getPane('points') ?? map.createPane('points')
    pane.append(this.#canvas)
    this.#stopWatching = watchPalette(() => {
      const { scale } = this.#palette
      this.#palette = readPalette()
      if (scale !== this.#palette.scale) this.look()
      this.redraw()
    })
    // Numbers drawn before the font came would be in another.
    void document.fonts.load(`640 13px ${this.#palette.font}`).then(() => this.redraw())
    this.look()
    return this
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#drawing)
    this.#stopWatching()
    this.#icons.dispose()
    this.#canvas.remove()
    return this
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: () => this.look(),
      resize: () => this.look(),
      move: () => this.#lookBeyond(),
      zoom: () => this.#place(this._map.getCenter(), this._map.getZoom()),
      viewreset: () => this.#place(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent
        this.#zooming = true
        this.#place(center, zoom)
      },
      zoomend: () => {
        this.#zooming = false
      },
    }
  }

  get marks(): readonly Mark[] {
    return this.#marks
  }

  reach(mark: Mark): number {
    return reachOf(mark, this.#palette)
  }

  /** Asks for the marks of what is seen now. */
  look(): void {
    if (!this._map || this._map.getSize().x === 0) return
    this.#asked = performance.now()
    const seen = this._map.getBounds()
    // Where everything is larger, what stands together is gathered from farther.
    const zoom = Math.floor(this._map.getZoom() - Math.log2(this.#palette.scale) + 1e-6)
    this.#options.look({ zoom, seen: boundsOf(seen), drawn: boundsOf(seen.pad(BEYOND)) })
  }

  show(marks: readonly Mark[], view: View): void {
    this.#marks = marks.toSorted((a, b) => rank(b) - rank(a))
    this.#covered = view.drawn
    this.redraw()
  }

  pick(picked: Picked | undefined): void {
    this.#picked = picked
    this.redraw()
  }

  /** The topmost mark at a point of the container. */
  hit(at: L.Point): Mark | undefined {
    return this.#marks.findLast((mark) => {
      const place = this._map.latLngToContainerPoint([mark.latitude, mark.longitude])
      return place.distanceTo(at) <= this.reach(mark)
    })
  }

  /** Draws with the next frame, however often it is called. */
  redraw(): void {
    if (this.#drawing !== 0 || !this._map) return
    this.#drawing = requestAnimationFrame(() => {
      this.#drawing = 0
      if (this.#zooming) this.redraw()
      else this.#draw()
    })
  }

  #lookBeyond(): void {
    const covered = this.#covered
    if (!covered || performance.now() - this.#asked < CLOSE_ENOUGH) return
    const [west, south, east, north] = boundsOf(this._map.getBounds())
    if (west < covered[0] || south < covered[1] || east > covered[2] || north > covered[3]) this.look()
  }

  /** Puts what was drawn where it belongs at another centre and zoom, as Leaflet does with its own layers. */
  #place(center: L.LatLng, zoom: number): void {
    if (!this.#frame) return
    const map = this._map
    const pane = map.getPane('mapPane')
    const origin = map
      .project(center, zoom)
      .subtract(map.getSize().divideBy(2))
      .add(pane ? L.DomUtil.getPosition(pane) : [0, 0])
      .round()
    const corner = map.project(this.#frame.corner, zoom).subtract(origin)
    L.DomUtil.setTransform(this.#canvas, corner, map.getZoomScale(zoom, this.#frame.zoom))
  }

  #draw(): void {
    const map = this._map
    const context = this.#canvas.getContext('2d')
    if (!map || !context) return
    const size = map.getSize()
    const margin = size.multiplyBy(BEYOND).round()
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1))
    const whole = size.add(margin.multiplyBy(2))
    this.#resize(whole)
    L.DomUtil.setPosition(this.#canvas, corner)
    this.#frame = { corner: map.layerPointToLatLng(corner), zoom: map.getZoom() }
    const ratio = devicePixelRatio
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    context.clearRect(0, 0, whole.x, whole.y)
    const palette = this.#palette
    const pen: Pen = { context, palette, number: this.#options.number }
    const at = ([longitude, latitude]: readonly [number, number]) =>
      map.latLngToLayerPoint([latitude, longitude]).subtract(corner)
    for (const mark of this.#marks) {
      const { x, y } = at([mark.longitude, mark.latitude])
      const { record } = mark
      if (!record) drawCluster(pen, mark, x, y)
      else if (!this.#isPicked(record))
        this.#stamps.draw(context, palette, { ...this.#lookOf(record), picked: false }, x, y)
    }
    if (this.#picked) {
      const { x, y } = at(this.#picked.place)
      this.#stamps.draw(context, palette, { ...this.#lookOf(this.#picked), picked: true }, x, y)
    }
  }

  #resize({ x, y }: L.Point): void {
    const canvas = this.#canvas
    const [width, height] = [Math.round(x * devicePixelRatio), Math.round(y * devicePixelRatio)]
    if (canvas.width === width && canvas.height === height) return
    canvas.width = width
    canvas.height = height
    canvas.style.inlineSize = `${x}px`
    canvas.style.blockSize = `${y}px`
  }

  #isPicked({ layer, id }: { layer: string; id: string }): boolean {
    return this.#picked?.layer === layer && this.#picked.id === id
  }

  #lookOf({ layer, tone, picture }: { layer: string; tone: number; picture: string | null }) {
    return { tone: TONES[tone] ?? 'off', icon: this.#options.iconOf(layer, picture) }
  }
}

/** Clusters lie below records, and what is less urgent below what is more. */
function rank({ record }: Mark): number {
  return record ? record.tone : TONES.length
}

function boundsOf(bounds: L.LatLngBounds): Bounds {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
}
