import { expect, test } from 'vitest'
import { Together } from './together.ts'

test('equal reads are run once, and never with an answer from before one asked', async () => {
  const reads: ((value: number) => void)[] = []
  const together = new Together<number>()
  const ask = (question = 'q') => together.run(question, () => new Promise((done) => void reads.push(done)))
  const first = ask()
  const second = ask()
  const third = ask()
  expect(reads).toHaveLength(1)
  reads[0]?.(1)
  expect(await first).toBe(1)
  await expect.poll(() => reads.length).toBe(2)
  const fourth = ask()
  reads[1]?.(2)
  expect(await Promise.all([second, third])).toEqual([2, 2])
  await expect.poll(() => reads.length).toBe(3)
  reads[2]?.(3)
  expect(await fourth).toBe(3)
  void ask('other')
  expect(reads).toHaveLength(4)
})

test('a read that fails fails for those who share it, and the next one is tried', async () => {
  const together = new Together<string>()
  let fail = (_: Error) => {}
  const broken = together.run('q', () => new Promise((_, refuse) => (fail = refuse)))
  const next = together.run('q', async () => 'fine')
  fail(new Error('away'))
  await expect(broken).rejects.toThrow('away')
  expect(await next).toBe('fine')
})
