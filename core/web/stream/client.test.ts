import { expect, test } from 'vitest'
import { createStream } from './client.ts'
import type { FromHub } from './hub.ts'

test('a comment reaches those who follow its model, apart from what happens to the record', () => {
  let receive: (message: FromHub) => void = () => {}
  const stream = createStream(
    (take) => {
      receive = take
      return { send: () => {} }
    },
    () => {},
  )
  const heard: string[] = []
  const listen = (models: string[], name: string) =>
    stream.follow({
      models,
      hear: ({ type }) => void heard.push(`${name} ${type}`),
      comment: ({ data }) => void heard.push(`${name} ${JSON.stringify(data)}`),
      lost: () => {},
    })
  listen(['city.report'], 'here')
  listen(['city.road'], 'elsewhere')
  const deaf = stream.follow({ models: ['city.report'], hear: () => {}, lost: () => {} })
  const tell = (event: string, type: string, data: object) =>
    receive({
      kind: 'event',
      event: { id: '1', event, data: JSON.stringify({ id: '1', type, time: '', data }) },
    })
  tell('record', 'city.report.updated', { id: 'r1' })
  tell('comment', 'city.report.commented', { record: 'r1', text: 'xong' })
  expect(heard).toEqual(['here city.report.updated', 'here {"record":"r1","text":"xong"}'])
  deaf.stop()
})
