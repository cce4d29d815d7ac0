import sharp from 'sharp'
import type { SceneKind } from '../demo/pictures/draw-scene.ts'
import { renderScene } from '../demo/pictures/render.ts'

/** A corner of Phong Định Cảng in Vinh. */
export const TAKEN_AT = { longitude: 105.6885, latitude: 18.6631 }

/** A JPEG as a phone makes it that is held upright: stored on its side, with the place where it was taken. */
export async function phonePhoto(kind: SceneKind = 'flooded-street', at = TAKEN_AT): Promise<Buffer> {
  const scene = await drawn(kind)
  return sharp(scene)
    .rotate(-90)
    .withExif({ IFD0: { Make: 'Test', Model: 'Phone' }, IFD3: gps(at) })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** The centre reads no drawings, in this process as well; the picture is drawn while it may. */
async function drawn(kind: SceneKind): Promise<Buffer> {
  const drawings = { operation: ['VipsForeignLoadSvg'] }
  sharp.unblock(drawings)
  try {
    return await renderScene(kind, 3, { width: 1200, height: 1600 })
  } finally {
    sharp.block(drawings)
  }
}

function gps({ longitude, latitude }: typeof TAKEN_AT): Record<string, string> {
  return {
    GPSLatitudeRef: 'N',
    GPSLatitude: sexagesimal(latitude),
    GPSLongitudeRef: 'E',
    GPSLongitude: sexagesimal(longitude),
  }
}

function sexagesimal(degrees: number): string {
  const minutes = (degrees % 1) * 60
  return `${Math.floor(degrees)}/1 ${Math.floor(minutes)}/1 ${Math.round((minutes % 1) * 6000)}/100`
}
