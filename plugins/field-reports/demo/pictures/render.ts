import sharp from 'sharp'
import { drawScene, type SceneKind } from './draw-scene.ts'

/** The scene as a JPEG without metadata. */
export async function renderScene(
  kind: SceneKind,
  seed: number,
  size = { width: 1200, height: 900 },
  quality = 78,
): Promise<Buffer> {
  return sharp(Buffer.from(drawScene(kind, seed, size)))
    .jpeg({ quality, mozjpeg: true })
    .toBuffer()
}
