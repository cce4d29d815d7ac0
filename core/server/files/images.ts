import { Problem } from '@saola/kernel'
import sharp, { type Sharp } from 'sharp'
import type { Variant } from './storage.ts'
import { Turns } from './turns.ts'

/** Most pixels that are decoded: a small file may unfold to many gigabytes. */
export const MOST_PIXELS = 40_000_000
/** Seconds that one rendition may take. */
const LONGEST = 20
const SIDES = { large: 2048, medium: 1024, thumb: 256 } as const
const QUALITY = { large: 82, medium: 78, thumb: 72 } as const

// Loaders that read scripts, follow references or spawn helpers are never reached, whatever comes in.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
})

export interface Rendered {
  type: 'image/jpeg' | 'image/webp'
  extension: 'jpg' | 'webp'
  /** Pixels of the largest rendition. */
  width: number
  height: number
  parts: Map<Variant, Uint8Array>
}

/** Decoding happens on threads of its own; more at a time would only take memory. */
const turns = new Turns(2, 40)

/**
 * Upright renditions without any metadata; the picture itself is not kept. Throws `image-too-large` before anything
 * is decoded, and `image-broken` for one that ends too early.
 */
export function renderImage(path: string): Promise<Rendered> {
  return turns.run(async () => {
    const open = () => sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'warning' })
    const head = await open()
      .metadata()
      .catch((error: unknown) => {
        throw asProblem(error)
      })
    const pixels = (head.width ?? 0) * (head.height ?? 0)
    if (pixels > MOST_PIXELS) throw tooManyPixels(pixels)
    const seeThrough = head.hasAlpha === true
    try {
      const large = await upright(open(), 'large', seeThrough)
      const parts = new Map<Variant, Uint8Array>([['large', large.data]])
      for (const variant of ['medium', 'thumb'] as const) {
        const smaller = sharp(large.data, { limitInputPixels: MOST_PIXELS })
        parts.set(variant, (await upright(smaller, variant, seeThrough)).data)
      }
      const { width, height } = large.info
      return seeThrough
        ? { type: 'image/webp', extension: 'webp', width, height, parts }
        : { type: 'image/jpeg', extension: 'jpg', width, height, parts }
    } catch (error) {
      throw asProblem(error)
    }
  })
}

function upright(image: Sharp, variant: keyof typeof SIDES, seeThrough: boolean) {
  const side = SIDES[variant]
  const sized = image
    .timeout({ seconds: LONGEST })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColorspace('srgb')
  const quality = QUALITY[variant]
  const made = seeThrough ? sized.webp({ quality }) : sized.jpeg({ quality, mozjpeg: false })
  return made.toBuffer({ resolveWithObject: true })
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit/i.test(message)) return tooManyPixels()
  return new Problem('image-broken', 422, 'The picture is damaged or incomplete: take or send it again', {
    cause: error,
  })
}

function tooManyPixels(pixels?: number): Problem {
  const most = MOST_PIXELS / 1_000_000
  const has = pixels === undefined ? 'more' : `${Math.round(pixels / 1_000_000)} megapixels`
  return new Problem('image-too-large', 413, `The picture has ${has}; at most ${most} megapixels are taken`, {
    extra: { limit: MOST_PIXELS },
  })
}
