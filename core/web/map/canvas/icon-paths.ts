import { createComponent, render } from 'solid-js/web'
import { iconNamed } from '../../icons/named.tsx'

interface Drawn {
  path: Path2D
  dispose: () => void
}

/** Pictures of lucide as paths on a canvas, 24 units wide. */
export class IconPaths {
  readonly #drawn = new Map<string, Drawn>()
  readonly #changed: () => void

  /** @param changed called when a picture came that was not there at once */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  get(name: string): Path2D {
    const known = this.#drawn.get(name)
    if (known) return known.path
    const holder = document.createElement('div')
    const drop = render(() => createComponent(iconNamed(name, 'map-pin'), {}), holder)
    const drawn: Drawn = { path: pathOf(holder), dispose: () => {} }
    const watch = new MutationObserver(() => {
      drawn.path = pathOf(holder)
      this.#changed()
    })
    watch.observe(holder, { childList: true, subtree: true })
    drawn.dispose = () => {
      watch.disconnect()
      drop()
    }
    this.#drawn.set(name, drawn)
    return drawn.path
  }

  dispose(): void {
    for (const { dispose } of this.#drawn.values()) dispose()
    this.#drawn.clear()
  }
}

function pathOf(holder: Element): Path2D {
  const path = new Path2D()
  for (const shape of holder.querySelectorAll('svg *')) addShape(path, shape)
  return path
}

function addShape(path: Path2D, shape: Element): void {
  const at = (name: string) => Number(shape.getAttribute(name) ?? 0)
  switch (shape.tagName.toLowerCase()) {
    case 'path':
      path.addPath(new Path2D(shape.getAttribute('d') ?? ''))
      break
    case 'circle':
      path.moveTo(at('cx') + at('r'), at('cy'))
      path.arc(at('cx'), at('cy'), at('r'), 0, 2 * Math.PI)
      break
    case 'ellipse':
      path.moveTo(at('cx') + at('rx'), at('cy'))
      path.ellipse(at('cx'), at('cy'), at('rx'), at('ry'), 0, 0, 2 * Math.PI)
      break
    case 'line':
      path.moveTo(at('x1'), at('y1'))
      path.lineTo(at('x2'), at('y2'))
      break
    case 'rect':
      path.roundRect(at('x'), at('y'), at('width'), at('height'), at('rx'))
      break
    case 'polyline':
    case 'polygon': {
      const numbers = (shape.getAttribute('points') ?? '').split(/[\s,]+/).map(Number)
      for (let i = 0; i + 1 < numbers.length; i += 2)
        path.lineTo(numbers[i] as number, numbers[i + 1] as number)
      if (shape.tagName.toLowerCase() === 'polygon') path.closePath()
    }
  }
}
