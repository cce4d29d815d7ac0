/** Longest side of what is sent, pixels: what the server would keep anyway. */
const SIDE = 2048
const QUALITY = 0.86

/** A picture as it will be sent. */
export interface PreparedPhoto {
  name: string
  blob: Blob
  width: number
  height: number
  /** Where the camera says that it stood; nothing else of its notes is read. */
  position?: { latitude: number; longitude: number }
}

/**
 * Draws a photo upright and not larger than needed; what a camera wrote beside the picture does not come along.
 * Throws when the browser cannot read it.
 */
export async function preparePhoto(file: File): Promise<PreparedPhoto> {
  const position = await positionOf(file)
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height))
    const width = Math.max(1, Math.round(picture.width * scale))
    const height = Math.max(1, Math.round(picture.height * scale))
    const canvas = document.createElement('canvas')
    canvas.width = width
    canvas.height = height
    const context = canvas.getContext('2d')
    if (!context) throw new Error('the canvas cannot be drawn on')
    // A picture with holes gets white behind it, as JPEG has none.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, width, height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
    if (!blob) throw new Error('the picture is too large for this device')
    const name = `${file.name.replace(/\.[^.]*$/, '') || 'photo'}.jpg`
    return { name, blob, width, height, ...(position ? { position } : {}) }
  } finally {
    picture.close()
  }
}

/** Fetches what reads positions before it is needed: later there may be no network. */
export function readyPhotos(): void {
  import('exifr/dist/lite.esm.mjs').catch(() => {})
}

async function positionOf(file: File): Promise<PreparedPhoto['position']> {
  try {
    const { default: exifr } = await import('exifr/dist/lite.esm.mjs')
    const found = await exifr.gps(file)
    const { latitude, longitude } = found ?? {}
    if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
    const possible = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
    return possible && (latitude !== 0 || longitude !== 0) ? { latitude, longitude } : undefined
  } catch {
    return undefined
  }
}
