/** Small writers of SVG elements. `more` are further attributes. */
export type Point = [x: number, y: number]

export function rect(x: number, y: number, width: number, height: number, fill: string, more = ''): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"${space(more)}/>`
}

export function ellipse(x: number, y: number, rx: number, ry: number, fill: string, more = ''): string {
  return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(rx)}" ry="${n(ry)}" fill="${fill}"${space(more)}/>`
}

export function circle(x: number, y: number, radius: number, fill: string, more = ''): string {
  return ellipse(x, y, radius, radius, fill, more)
}

export function polygon(points: readonly Point[], fill: string, more = ''): string {
  return `<polygon points="${points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')}" fill="${fill}"${space(more)}/>`
}

/** A closed or open shape, filled. */
export function shape(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}"${space(more)}/>`
}

/** A line along a path, with round ends. */
export function stroke(d: string, color: string, width: number, more = ''): string {
  return `<path d="${d}" fill="none" stroke="${color}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"${space(more)}/>`
}

/** Drawn around 0,0 and put at a place. */
export function place(content: string, x: number, y: number, scale = 1, degrees = 0): string {
  const turn = degrees === 0 ? '' : ` rotate(${n(degrees)})`
  const size = scale === 1 ? '' : ` scale(${n(scale)})`
  return `<g transform="translate(${n(x)} ${n(y)})${turn}${size}">${content}</g>`
}

export function group(content: string, more: string): string {
  return `<g ${more}>${content}</g>`
}

/** Coordinates to a tenth are enough and keep the text short. */
export function n(value: number): number {
  return Math.round(value * 10) / 10
}

function space(more: string): string {
  return more ? ` ${more}` : ''
}
