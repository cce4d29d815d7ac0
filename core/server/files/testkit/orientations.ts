import sharp from 'sharp'

/** What stands in the corners of the upright picture: top left, top right, bottom left, bottom right. */
export const CORNERS = ['red', 'green', 'blue', 'white'] as const
type Corner = (typeof CORNERS)[number]
const INK: Record<Corner, number[]> = {
  red: [210, 0, 0],
  green: [0, 160, 0],
  blue: [0, 0, 220],
  white: [255, 255, 255],
}
const WIDTH = 600
const HEIGHT = 400

/** Where a stored pixel comes from in the upright picture, by the value of the orientation tag. */
const FROM: ((x: number, y: number) => [u: number, v: number])[] = [
  (x, y) => [x, y],
  (x, y) => [WIDTH - 1 - x, y],
  (x, y) => [WIDTH - 1 - x, HEIGHT - 1 - y],
  (x, y) => [x, HEIGHT - 1 - y],
  (x, y) => [y, x],
  (x, y) => [WIDTH - 1 - y, x],
  (x, y) => [WIDTH - 1 - y, HEIGHT - 1 - x],
  (x, y) => [y, HEIGHT - 1 - x],
]

/** One picture of four corners, stored as a camera stores it that was held in this way (1 to 8). */
export function heldPhoto(orientation: number): Promise<Buffer> {
  const from = FROM[orientation - 1] ?? FROM[0]
  const [width, height] = orientation > 4 ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT]
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [u, v] = from?.(x, y) ?? [x, y]
      const corner = CORNERS[(v < HEIGHT / 2 ? 0 : 2) + (u < WIDTH / 2 ? 0 : 1)] ?? 'red'
      pixels.set(INK[corner], (y * width + x) * 3)
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** What is seen in the corners of a picture, with its tag of orientation left aside. */
export async function cornersOf(picture: Uint8Array): Promise<string[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (left: number, top: number) => {
    const index = (Math.floor(top * info.height) * info.width + Math.floor(left * info.width)) * 3
    const [r = 0, g = 0, b = 0] = data.subarray(index, index + 3)
    const near = (ink: number[]) => Math.hypot(r - (ink[0] ?? 0), g - (ink[1] ?? 0), b - (ink[2] ?? 0))
    return [...CORNERS].sort((one, other) => near(INK[one]) - near(INK[other]))[0] ?? ''
  }
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)]
}
