import { join } from 'node:path'
import { defineFeature, type Feature } from '@saola/kernel'
import { type Db, fileBinderRef, recordsRef } from '@saola/records'
import { type Ctx, serviceRef } from '@saola/sdk'
import { formsRef } from '../forms/index.ts'
import { httpRef } from '../http/refs.ts'
import { jobsRef } from '../jobs/index.ts'
import { publicDoor } from '../limits/index.ts'
import { bindFiles } from './binder.ts'
import { DiskStorage } from './disk-storage.ts'
import { Files } from './files.ts'
import { filesApi } from './files-api.ts'

/** Files of records, for core features. */
export const filesRef = serviceRef<Files>('core.files')

export interface FilesFeatureOptions {
  files: Files
  clock?: () => number
}

/** Opens the place of files: `<SAOLA_DATA>/files`. */
export function openFiles(options: { db: Db; dataDir: string; clock?: () => number }): Promise<Files> {
  const { db, dataDir, clock } = options
  return Files.open({ db, clock, storage: new DiskStorage(join(dataDir, 'files')) })
}

const SWEEP = 'core.files.sweep'

/** `/api/files`, `ctx.files`, and the job that removes what no record wanted. */
export function filesFeature({ files, clock }: FilesFeatureOptions): Feature {
  return defineFeature({
    id: 'core-files',
    name: { vi: 'Tệp', en: 'Files' },
    start: async (ctx) => {
      const { scope, services } = ctx
      services.provide(filesRef, () => files)
      services.provide(fileBinderRef, () => ({ bind: bindFiles, plant: (given) => files.plant(given) }))
      const app = filesApi({
        files,
        records: () => services.get(recordsRef),
        publicDoor: publicDoor({ clock, burst: 60, perMinute: 60 }),
        checkForm: (token) => services.get(formsRef).check(token),
      })
      services.get(httpRef).route(app, { prefix: '/api/files', access: 'anyone' }, scope)
      ctx.part('files', (owner): Ctx['files'] => ({
        async put({ name, bytes }) {
          owner.require('files:own')
          return files.stage({ name, content: bytes, owner: `plugin:${owner.id}` })
        },
      }))
      const queue = services.get(jobsRef)
      scope.add(
        await queue.define(SWEEP, async ({ signal }) => {
          const gone = await files.sweep(signal)
          if (gone.staged + gone.orphans > 0) ctx.log.info('files were removed that no record has', gone)
        }),
      )
      await queue.schedule(SWEEP, { everySeconds: 3600 })
    },
  })
}
