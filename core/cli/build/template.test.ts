import { rm } from 'node:fs/promises'
import { createPlugin } from 'create-saola-plugin'
import { expect, test } from 'vitest'
import { pluginFolder } from '../testkit/plugin-folder.ts'
import { buildPlugin } from './build.ts'

test('what create-saola-plugin writes builds as it stands', async () => {
  await using folder = await pluginFolder({})
  const dir = `${folder.dir}/street-lights`
  await createPlugin({ dir, id: 'street-lights', name: 'Đèn đường', english: 'Street lights' })
  const { manifest } = await buildPlugin(dir)
  expect(manifest.name).toEqual({ vi: 'Đèn đường', en: 'Street lights' })
  expect(Object.keys(manifest.files)).toContain('ui/notes.js')
  await rm(dir, { recursive: true })
})
