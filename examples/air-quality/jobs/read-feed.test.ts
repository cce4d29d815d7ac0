import type { Ctx, HttpReply } from '@saola/sdk'
import { expect, test } from 'vitest'
import type { Station } from '../models/station.ts'
import { parseFeed, readFeed } from './read-feed.ts'

const known = { id: '1', code: 'VI-01', version: 1 } as Station
const reading = { code: 'VI-01', pm25: 37.5, pm10: 60, temperature: 27, humidity: 70 }

/** A ctx with one known station; keeps what was written. */
function ctxWith(fetch: () => Promise<HttpReply>, source: 'auto' | 'feed' = 'auto') {
  const written: { id?: string; values: Partial<Station> }[] = []
  const ctx = {
    signal: new AbortController().signal,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    settings: async () => ({ source, feedUrl: 'http://127.0.0.1:1/stations.json' }),
    http: { fetch },
    records: () => ({
      list: async () => ({ items: [known], next: null }),
      update: async (id: string, values: Partial<Station>) => written.push({ id, values }),
      create: async (values: Partial<Station>) => written.push({ values }),
    }),
  } as unknown as Ctx
  return { ctx, written }
}
const answer = (body: unknown) => async () => ({ status: 200, headers: {}, body: JSON.stringify(body) })
const silent = async () => {
  throw new Error('connection refused')
}

test('a reading becomes index and level of its station', async () => {
  const { ctx, written } = ctxWith(answer({ readAt: '2026-11-24T02:47:00Z', stations: [reading] }))
  await readFeed(ctx)
  expect(written).toEqual([
    { id: '1', values: expect.objectContaining({ aqi: 75, status: 'moderate', source: 'feed', pm25: 37.5 }) },
  ])
})

test('a station that is new to us is kept when the feed says where it stands', async () => {
  const position = { type: 'Point', coordinates: [105.7, 18.7] }
  const { ctx, written } = ctxWith(
    answer({
      readAt: '2026-11-24T02:47:00Z',
      stations: [
        { ...reading, code: 'X', name: 'Mới', position },
        { ...reading, code: 'Y' },
      ],
    }),
  )
  await readFeed(ctx)
  expect(written).toEqual([
    { values: expect.objectContaining({ code: 'X', name: 'Mới', position, ward: null }) },
  ])
})

test('without an answer readings are simulated and say so', async () => {
  const { ctx, written } = ctxWith(silent)
  await readFeed(ctx)
  expect(written).toEqual([{ id: '1', values: expect.objectContaining({ source: 'simulated' }) }])
})

test('without an answer the last readings stay when that is wanted', async () => {
  const { ctx, written } = ctxWith(silent, 'feed')
  await readFeed(ctx)
  expect(written).toEqual([])
})

test('a denied capability is no silent feed: a person has to act', async () => {
  const { ctx } = ctxWith(async () => {
    throw Object.assign(new Error('denied'), { code: 'capability-denied' })
  })
  await expect(readFeed(ctx)).rejects.toThrow('denied')
})

test('a feed of another form is refused, broken readings in it are left out', () => {
  expect(() => parseFeed('[]')).toThrow('another form')
  expect(() => parseFeed('<html>')).toThrow()
  expect(
    parseFeed(
      JSON.stringify({ readAt: 'x', stations: [{ code: 1, pm25: 1 }, { code: 'a', pm25: null }, reading] }),
    ),
  ).toEqual({
    readAt: 'x',
    stations: [reading],
  })
})
