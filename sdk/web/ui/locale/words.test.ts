import { expect, test } from 'vitest'
import { kitWords } from './words.ts'

test('both languages say everything', () => {
  const shape = (words: object): string[] =>
    Object.entries(words).flatMap(([name, word]) =>
      typeof word === 'object' ? shape(word).map((inner) => `${name}.${inner}`) : [name],
    )
  expect(shape(kitWords.en)).toEqual(shape(kitWords.vi))
  for (const words of [kitWords.vi, kitWords.en]) {
    for (const word of Object.values(words)) {
      if (typeof word === 'string') expect(word.trim()).not.toBe('')
    }
  }
})
