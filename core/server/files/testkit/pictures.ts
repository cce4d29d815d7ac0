import sharp from 'sharp'

/** Position of a made-up pothole in Vinh, as cameras write it. */
const GPS = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '18/1 40/1 30/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '105/1 41/1 6/1',
}

/** A landscape with a red left half, as a phone held upright stores it: on its side, with place and time. */
export function photo({ width = 600, height = 400, gps = true, orientation = 6 } = {}): Promise<Buffer> {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: '#d00' } }
  return sharp({ create: { width, height, channels: 3, background: '#07c' } })
    .composite([{ input: half, left: 0, top: 0 }])
    .withExif({
      IFD0: { Make: 'Test', Model: 'Phone', Orientation: String(orientation) },
      IFD2: { DateTimeOriginal: '2026:11:24 02:47:00', OffsetTimeOriginal: '+07:00' },
      ...(gps ? { IFD3: GPS } : {}),
    })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer()
}

/** A PNG of 100 megapixels in a small file. */
export function hugePicture(): Promise<Buffer> {
  const create = { width: 10_000, height: 10_000, channels: 3 as const, background: '#123456' }
  return sharp({ create, limitInputPixels: false })
    .toColourspace('b-w')
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** The beginning of what an iPhone stores. */
export const heic = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypheic'),
  Buffer.from([0, 0, 0, 0]),
  Buffer.from('mif1heic'),
  Buffer.alloc(200),
])
