import { readdirSync, readFileSync, statSync } from 'node:fs'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { DemoReport } from '../report.ts'
import { drawScene, type SceneKind, sceneKinds } from './draw-scene.ts'
import { packagedPictures } from './packaged.ts'
import { renderScene } from './render.ts'
import { lightOf } from './stage/light.ts'

const size = { width: 1200, height: 900 }

test.each(sceneKinds)('%s becomes a small JPEG', async (kind) => {
  const jpeg = await renderScene(kind, 40 + sceneKinds.indexOf(kind))
  const { format, width, height, exif } = await sharp(jpeg).metadata()
  expect({ format, width, height, exif }).toEqual({ format: 'jpeg', ...size, exif: undefined })
  expect(jpeg.length).toBeLessThanOrEqual(150 * 1024)
  // A picture of something has light and dark parts.
  const { channels } = await sharp(jpeg).greyscale().stats()
  expect(channels[0]?.stdev).toBeGreaterThan(9)
})

test('the same seed draws the same, another seed something else', () => {
  for (const kind of sceneKinds) {
    expect(drawScene(kind, 12, size)).toBe(drawScene(kind, 12, size))
    expect(drawScene(kind, 12, size)).not.toBe(drawScene(kind, 16, size))
  }
})

test('the remainder of the seed is the light', () => {
  expect([4, 5, 6, 7].map(lightOf)).toEqual(['day', 'overcast', 'night', 'rain'])
})

test('a drawing refers to nothing outside of itself', () => {
  for (const kind of sceneKinds) {
    const svg = drawScene(kind, 7, size)
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|href|<image|<script|NaN|undefined/,
    )
  }
})

test('every picture of the corpus can be drawn, and every scene is used', () => {
  const reports = JSON.parse(
    readFileSync(new URL('../reports.json', import.meta.url), 'utf8'),
  ) as DemoReport[]
  const used = new Set(reports.flatMap(({ photos }) => photos.map(({ scene }) => scene)))
  expect([...used].filter((scene) => !sceneKinds.includes(scene as SceneKind))).toEqual([])
  expect(sceneKinds.filter((kind) => !used.has(kind))).toEqual([])
  expect(reports.every(({ photos }) => photos.length <= 4)).toBe(true)
})

test('the package brings a few pictures of every scene and light that the corpus shows', async () => {
  const reports = JSON.parse(
    readFileSync(new URL('../reports.json', import.meta.url), 'utf8'),
  ) as DemoReport[]
  const { pictures, pathOf } = packagedPictures(reports)
  const folder = new URL('../../', import.meta.url)
  const there = readdirSync(new URL('assets/pictures/', folder)).map((name) => `assets/pictures/${name}`)
  expect(there.toSorted()).toEqual(pictures.map(({ path }) => path).toSorted())
  const shown = new Set(reports.flatMap(({ photos }) => photos.map(pathOf)))
  expect([...shown].toSorted()).toEqual(there.toSorted())
  const size = (path: string) => statSync(new URL(path, folder)).size
  expect(there.map(size).reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(4 * 1024 * 1024)
})

test('packaged pictures are those that the drawings give: `node demo/pictures/package.ts` makes them anew', async () => {
  const reports = JSON.parse(
    readFileSync(new URL('../reports.json', import.meta.url), 'utf8'),
  ) as DemoReport[]
  const { pictures } = packagedPictures(reports)
  for (const { path, scene, seed } of pictures.filter((_, at) => at % 25 === 0)) {
    const kept = sharp(readFileSync(new URL(`../../${path}`, import.meta.url)))
    const drawn = sharp(await renderScene(scene as SceneKind, seed, { width: 800, height: 600 }))
    const [one, other] = await Promise.all(
      [kept, drawn].map((image) => image.resize(80, 60).raw().toBuffer()),
    )
    const values = [...(one ?? [])]
    const difference = values.reduce((sum, value, at) => sum + Math.abs(value - (other?.[at] ?? 0)), 0)
    expect(difference / values.length, path).toBeLessThan(3)
  }
})
