import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DemoReport } from '../report.ts'
import given from '../reports.json' with { type: 'json' }
import type { SceneKind } from './draw-scene.ts'
import { packagedPictures } from './packaged.ts'
import { renderScene } from './render.ts'

/** Draws the pictures that the package brings: `node demo/pictures/package.ts`. */
const plugin = fileURLToPath(new URL('../..', import.meta.url))
const { pictures } = packagedPictures(given as unknown as DemoReport[])
await rm(join(plugin, 'assets/pictures'), { recursive: true, force: true })
let bytes = 0
for (const { path, scene, seed } of pictures) {
  const file = join(plugin, path)
  await mkdir(dirname(file), { recursive: true })
  const jpeg = await renderScene(scene as SceneKind, seed, { width: 800, height: 600 }, 72)
  bytes += jpeg.length
  await writeFile(file, jpeg)
}
process.stdout.write(`${pictures.length} pictures, ${Math.round(bytes / 1024)} kB\n`)
