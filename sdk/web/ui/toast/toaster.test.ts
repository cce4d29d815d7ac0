import { expect, test } from 'vitest'
import { createToaster, type Timers } from './toaster.ts'

function handTurned() {
  let now = 0
  const waiting = new Map<number, { at: number; run: () => void }>()
  const timers: Timers = {
    now: () => now,
    set: (run, milliseconds) => {
      const id = waiting.size + now + Math.random()
      waiting.set(id, { at: now + milliseconds, run })
      return id
    },
    clear: (id) => waiting.delete(id as number),
  }
  const pass = (milliseconds: number) => {
    now += milliseconds
    for (const [id, entry] of waiting) {
      if (entry.at > now) continue
      waiting.delete(id)
      entry.run()
    }
  }
  return { timers, pass }
}

test('a toast goes after ten seconds', () => {
  const { timers, pass } = handTurned()
  const store = createToaster(() => {}, timers)
  store.show({ text: 'Đã gộp' })
  pass(9_999)
  expect(store.toasts()).toHaveLength(1)
  pass(1)
  expect(store.toasts()).toHaveLength(0)
})

test('time stands still while somebody looks, and then runs on', () => {
  const { timers, pass } = handTurned()
  const store = createToaster(() => {}, timers)
  store.show({ text: 'Đã gộp' })
  pass(6_000)
  store.hold()
  pass(60_000)
  expect(store.toasts()).toHaveLength(1)
  store.release()
  pass(3_999)
  expect(store.toasts()).toHaveLength(1)
  pass(1)
  expect(store.toasts()).toHaveLength(0)
})

test('undo takes the newest that has a way back, once', async () => {
  const undone: string[] = []
  const store = createToaster(() => {}, handTurned().timers)
  store.show({ text: 'one', undo: () => void undone.push('one') })
  store.show({ text: 'two', undo: () => void undone.push('two') })
  store.show({ text: 'three' })
  expect(await store.undo()).toBe(true)
  expect(await store.undo()).toBe(true)
  expect(await store.undo()).toBe(false)
  expect(undone).toEqual(['two', 'one'])
})

test('a failed undo is told', async () => {
  const told: string[] = []
  const store = createToaster((toast) => told.push(toast.text), handTurned().timers)
  store.show({ text: 'one', undo: () => Promise.reject(new Error('gone')) })
  await store.undo()
  expect(told).toEqual(['one'])
})

test('the oldest gives way to the fourth', () => {
  const store = createToaster(() => {}, handTurned().timers)
  for (const text of ['a', 'b', 'c', 'd']) store.show({ text })
  expect(store.toasts().map((toast) => toast.text)).toEqual(['b', 'c', 'd'])
})
